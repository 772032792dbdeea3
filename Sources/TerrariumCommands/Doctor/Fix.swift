import Foundation

/// Commands that provide what is missing.
enum Fix {
    /// Installs Python with its library and headers.
    static var installPython: String {
        #if os(macOS)
        "brew install python@3.13"
        #else
        "sudo apt-get install libpython3-dev"
        #endif
    }

    /// Installs the executable of a version such as `3.11.2`.
    static func installExecutable(_ version: String) -> String {
        let release = version.split(separator: ".").prefix(2).joined(separator: ".")
        #if os(macOS)
        return "brew install python@\(release)"
        #else
        return "sudo apt-get install python\(release)"
        #endif
    }

    /// Whether a directory is a virtual environment, so that something else is missing.
    static func isVirtualEnvironment(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/pyvenv.cfg")
    }

    /// Builds the program for the Python that is installed.
    static var rebuild: String { "\(installPython) && swift build -c release" }
}
