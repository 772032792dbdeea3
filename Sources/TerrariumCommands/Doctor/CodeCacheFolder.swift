import Foundation
import Terrarium

/// The folder in which compiled code is kept between runs.
enum CodeCacheFolder {
    /// Looks at the folder by the rules of the runtime: it belongs to the user, and nobody else can write to it.
    static func check(_ cache: PythonConfiguration.CodeCache) -> DoctorReport.Check {
        guard let path = path(cache) else {
            return DoctorReport.Check(name: "code cache", status: .ok, detail: "switched off")
        }
        let problem = problem(path)
        return DoctorReport.Check(
            name: "code cache",
            status: problem == nil ? .ok : .warning,
            detail: problem.map { "\(path) is not used: \($0.reason)" } ?? path,
            fix: problem?.fix
        )
    }

    private static func path(_ cache: PythonConfiguration.CodeCache) -> String? {
        switch cache {
        case .none: return nil
        case .directory(let path): return path
        case .user:
            let environment = ProcessInfo.processInfo.environment
            if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/terrarium" }
            return environment["HOME"].map { $0 + "/.cache/terrarium" }
        }
    }

    private static func problem(_ path: String) -> (reason: String, fix: String)? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            // It is made when it is needed, if it can be.
            var parent = URL(filePath: path).deletingLastPathComponent()
            while unsafe access(parent.path(percentEncoded: false), F_OK) != 0, parent.pathComponents.count > 1 {
                parent.deleteLastPathComponent()
            }
            let folder = parent.path(percentEncoded: false)
            guard unsafe access(folder, W_OK | X_OK) != 0 else { return nil }
            return ("it does not exist and cannot be made in \(folder)", "mkdir -p -m 700 '\(path)'")
        }
        if status.st_mode & S_IFMT != S_IFDIR { return ("it is not a directory", "rm '\(path)'") }
        if status.st_uid != geteuid() { return ("it belongs to another user", "sudo chown \"$USER\" '\(path)'") }
        if status.st_mode & 0o022 != 0 { return ("other users can write to it", "chmod 700 '\(path)'") }
        if unsafe access(path, W_OK | X_OK) != 0 { return ("it cannot be written to", "chmod 700 '\(path)'") }
        return nil
    }
}
