// The standard library has forms of its own for integers of 128 bits, which refuse the value: a generic method of a container
// does not replace them. Here each container has the two, over its generic ones.

extension KeyedValueEncoder {
    func encode(_ value: Int128, forKey key: Key) throws {
        try ValueEncoder.appendPacked(value, to: self.value, key: key, codingPath: codingPath + [key])
    }

    func encode(_ value: UInt128, forKey key: Key) throws {
        try ValueEncoder.appendPacked(value, to: self.value, key: key, codingPath: codingPath + [key])
    }
}

extension UnkeyedValueEncoder {
    func encode(_ value: Int128) throws {
        try ValueEncoder.appendPacked(value, to: self.value, key: nil, codingPath: codingPath)
    }

    func encode(_ value: UInt128) throws {
        try ValueEncoder.appendPacked(value, to: self.value, key: nil, codingPath: codingPath)
    }
}

extension SingleValueEncoder {
    func encode(_ value: Int128) throws {
        try encodeAny(value)
    }

    func encode(_ value: UInt128) throws {
        try encodeAny(value)
    }
}

extension KeyedValueDecoder {
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
        try decodeAny(type, forKey: key)
    }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
        try decodeAny(type, forKey: key)
    }
}

extension UnkeyedValueDecoder {
    mutating func decode(_ type: Int128.Type) throws -> Int128 {
        try decodeAny(type)
    }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 {
        try decodeAny(type)
    }
}

extension SingleValueDecoder {
    func decode(_ type: Int128.Type) throws -> Int128 {
        try ValueDecoder.read(type, message, at: offset, codingPath: codingPath)
    }

    func decode(_ type: UInt128.Type) throws -> UInt128 {
        try ValueDecoder.read(type, message, at: offset, codingPath: codingPath)
    }
}
