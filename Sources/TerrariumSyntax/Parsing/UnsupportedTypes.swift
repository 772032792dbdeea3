/// Types of the standard library and Foundation that do not cross, and what does instead.
enum UnsupportedTypes {
    /// What to write instead of a type; `nil` for types that are not known to be unsupported.
    static func instead(of name: String) -> String? {
        switch name {
        case "Character", "Substring", "StaticString", "Unicode", "NSString", "AttributedString": "use `String`"
        case "CGFloat", "Float16", "Float80", "TimeInterval": "use `Double`"
        case "NSNumber": "use `Int` or `Double`"
        case "NSData", "DispatchData": "use `Data`"
        case "NSDate", "DateComponents": "use `Date`"
        case "NSDecimalNumber": "use `Decimal`"
        case "NSURL", "URLRequest": "use `URL`"
        case "Any", "AnyObject", "AnyHashable", "AnyClass", "Codable", "Encodable", "Decodable", "NSObject":
            "name the type, or list the possible ones in an enumeration with `@PluginRecord`"
        case "NSArray", "ArraySlice", "ContiguousArray", "AnySequence": "use an array, `[T]`"
        case "NSDictionary", "KeyValuePairs": "use a dictionary, `[String: T]`"
        case "NSSet": "use `Set<T>`"
        case "Range", "ClosedRange", "CGPoint", "CGSize", "CGRect", "NSRange":
            "use a tuple, or a struct with `@PluginRecord`"
        case "Result", "Error", "Never": "let the method throw, and return the value alone"
        case "Self": "name the type"
        case "AsyncThrowingStream", "AsyncSequence": "use `AsyncThrowingStream<T, any Error>`"
        case "AsyncStream": "use `AsyncStream<T>`"
        case "Array", "Set", "Dictionary", "Optional": "write its element types"
        case _ where name.hasPrefix("Unsafe"): "use `[UInt8]` or `Data`"
        default: nil
        }
    }
}
