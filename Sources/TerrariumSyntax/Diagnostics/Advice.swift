#if Macros
import SwiftDiagnostics

/// The note under a message that says what to write instead.
struct Advice: NoteMessage {
    /// The sentence.
    var message: String

    /// The same for every note.
    var noteID: MessageID {
        MessageID(domain: "Terrarium", id: "advice")
    }
}
#endif
