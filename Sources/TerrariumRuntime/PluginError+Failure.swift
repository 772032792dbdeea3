import CTerrarium
import TerrariumInterface

extension PluginError {
    /// Takes the record of a failure and frees it.
    ///
    /// SAFETY: `failure` is null or one that the shim made and nobody else uses.
    init(taking failure: UnsafeMutablePointer<terrarium_failure>?) {
        guard let failure = unsafe failure else {
            self.init(code: "MemoryError", message: "there was no memory to record the exception")
            return
        }
        defer { unsafe terrarium_failure_free(failure) }
        let bytes = unsafe UnsafeRawBufferPointer(start: failure.pointee.record, count: failure.pointee.record_length)
        self.init(ExceptionRecord(unsafe [UInt8](bytes)[...]))
    }
}
