#if Macros
package import SwiftSyntax

/// An interface with the syntax that its client is written from.
package struct ParsedInterface {
    /// A method and its declaration.
    package struct Requirement {
        package var method: MethodModel
        package var syntax: FunctionDeclSyntax
    }

    /// The interface.
    package var model: InterfaceModel
    /// As many as the model has methods, in the same order.
    package var requirements: [Requirement]
}
#endif
