import Foundation

/// A terminal that the test reads.
struct PseudoTerminal {
    /// The side that the test reads.
    let master: Int32
    /// The side that a program writes to.
    let slave: Int32

    /// Opens one of a width in characters.
    init(columns: UInt16) throws {
        (master, slave) = try Self.pair()
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard unsafe ioctl(slave, UInt(TIOCSWINSZ), &size) == 0 else { throw Self.lastError }
    }

    #if canImport(Darwin)
    private static func pair() throws -> (Int32, Int32) {
        let master = posix_openpt(O_RDWR | O_NOCTTY)
        guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = unsafe ptsname(master) else {
            throw lastError
        }
        let slave = unsafe open(name, O_RDWR | O_NOCTTY)
        guard slave >= 0 else { throw lastError }
        return (master, slave)
    }
    #else
    // Swift does not see glibc's functions for this, so here is what they do.
    private static func pair() throws -> (Int32, Int32) {
        let unlock: UInt = 0x4004_5431
        let getNumber: UInt = 0x8004_5430
        let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var isLocked: Int32 = 0
        var number: UInt32 = 0
        guard master >= 0, unsafe ioctl(master, unlock, &isLocked) == 0, unsafe ioctl(master, getNumber, &number) == 0
        else { throw lastError }
        let slave = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        guard slave >= 0 else { throw lastError }
        return (master, slave)
    }
    #endif

    private static var lastError: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .ENOTTY) }
}
