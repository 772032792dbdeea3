/// The Python sources that several tests call.
enum Samples {
    /// Calls that succeed, and one for each way to fail.
    static let source = """
        import logging

        __interface_hash__ = 0x00C0FFEE

        def greet(name: str) -> str:
            \"""Greets a person.\"""
            return f"Hello, {name}!"

        def count(*values):
            return len(values)

        def double(record):
            if record["n"] < 0:
                raise ValueError(f"negative at {record['n']}")
            return {"n": record["n"] * 2}

        def talk():
            print("printed")
            logging.getLogger("sample").warning("logged")
            logging.getLogger("sample").debug("whispered")
            return None

        def fail():
            print("last words")
            raise ValueError("no good") from KeyError("root")

        def unclean():
            return object()

        def reverse(data: bytes) -> bytes:
            return data[::-1]
        """
}
