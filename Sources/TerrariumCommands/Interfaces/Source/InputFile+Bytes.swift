#if Macros

extension InputFile {
    /// Everything in a file.
    ///
    /// - Throws: ``FileError``.
    static func bytes(at path: String) throws(FileError) -> [UInt8] {
        let file = try InputFile(path: path)
        defer { withExtendedLifetime(file) {} }
        return try file.descriptor.readAll(limit: .max - 1)
    }
}

#endif
