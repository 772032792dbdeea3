@_exported public import TerrariumInterface
@_exported public import TerrariumPackage
@_exported public import TerrariumRuntime
