#if Macros

import TerrariumSyntax

extension RecordModel {
    /// Whether Swift accepts an object without the key of this field.
    ///
    /// What the compiler writes for `Codable` types ignores initial values.
    func mayOmit(_ field: Field) -> Bool {
        field.type.isOptional || (hasMacro && field.defaultText != nil)
    }

    /// Whether Swift may leave the key of this field out.
    ///
    /// Records with the macro write every key; what the compiler writes for `Codable` types leaves `nil` out.
    func isSometimesAbsent(_ field: Field) -> Bool {
        field.type.isOptional && !hasMacro
    }
}

#endif
