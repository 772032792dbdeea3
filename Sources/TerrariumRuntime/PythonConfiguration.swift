/// How the process's one Python interpreter is started.
///
/// The interpreter is isolated: environment variables, user site directories and the current directory do not matter, and
/// signal handlers stay as they are: a host that did not ask for it is ended by SIGPIPE where `python3` would raise
/// `BrokenPipeError`, so most hosts want `signal(SIGPIPE, SIG_IGN)`.
public struct PythonConfiguration: Sendable, Hashable {
    /// Which installed packages plugins can import beside the standard library, their own files and what they vendor.
    public enum SitePackages: Sendable, Hashable {
        /// None.
        case none
        /// Those of the Python installation.
        case system
        /// Those of a virtual environment, made with the same version of Python.
        case virtualEnvironment(path: String)
    }

    /// Where compiled code is kept between processes, so that plugins load faster.
    public enum CodeCache: Sendable, Hashable {
        /// The user's cache folder (`$XDG_CACHE_HOME` or `~/.cache`), below `terrarium`.
        case user
        /// A folder of the host's. It is used only when it belongs to the user and nobody else can write to it.
        case directory(path: String)
        /// Nowhere.
        case none
    }

    /// Python's prefix, the folder that has `lib/python3.X`; `nil` finds it from the library that is linked.
    public var home: String?

    /// What plugins can import beside their own; the default is nothing.
    public var sitePackages: SitePackages

    /// Where compiled code is kept; the default is the user's cache folder.
    ///
    /// Entries are addressed by the content of the source, so a changed file is compiled anew, and nothing is ever read
    /// from or written to a package's folder.
    public var codeCache: CodeCache

    /// The depth of Python's recursion, and the most that a plugin can set it to.
    ///
    /// From 100 to 1 000 000. The default is 1 000, which takes 4 MiB of stack; every further 1 000 take 4 MiB more, and
    /// calls from threads with less run on threads of the host's.
    public var recursionLimit: Int

    /// Whether this configuration is that of an interpreter which was started with another, and found its home.
    func starts(_ running: PythonConfiguration, at home: String) -> Bool {
        var (asked, running) = (self, running)
        asked.home = asked.home ?? home
        running.home = home
        return asked == running
    }

    /// Creates a configuration; see the properties for defaults.
    public init(
        home: String? = nil,
        sitePackages: SitePackages = .none,
        codeCache: CodeCache = .user,
        recursionLimit: Int = 1000
    ) {
        self.home = home
        self.sitePackages = sitePackages
        self.codeCache = codeCache
        self.recursionLimit = recursionLimit
    }
}
