import TerrariumInterface
import Testing

@Suite struct IntegerTests {
    private func roundTrips<Number: PluginValue & FixedWidthInteger>(_ type: Number.Type) throws {
        for value in [Number.min, Number.min + 1, 0, 1, Number.max - 1, Number.max, Number.max / 2] {
            #expect(try Wire.typed(value) == value)
            #expect(try Wire.overJSON(value) == value)
            #expect(try Wire.typed([value]) == [value])
        }
    }

    @Test func limitsOfEveryWidthReturn() throws {
        try roundTrips(Int.self)
        try roundTrips(Int8.self)
        try roundTrips(Int16.self)
        try roundTrips(Int32.self)
        try roundTrips(Int64.self)
        try roundTrips(Int128.self)
        try roundTrips(UInt.self)
        try roundTrips(UInt8.self)
        try roundTrips(UInt16.self)
        try roundTrips(UInt32.self)
        try roundTrips(UInt64.self)
        try roundTrips(UInt128.self)
    }

    @Test func formIsTheSmallestThatFits() throws {
        #expect(try Wire.bytes(-2) == [3, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
        #expect(try Wire.bytes(UInt128(7)) == [3, 7, 0, 0, 0, 0, 0, 0, 0])
        #expect(try Wire.bytes(Int128(Int64.max)).first == 3)
        #expect(try Wire.bytes(UInt64.max) == [4] + Array(repeating: 0xff, count: 8) + Array(repeating: 0, count: 8))
        #expect(try Wire.bytes(Int128(Int64.min) - 1).count == 17)
        #expect(try Wire.bytes(UInt128.max) == [5] + Array(repeating: 0xff, count: 16))
    }

    @Test func oneBeyondEachLimitIsAMismatch() throws {
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read(UInt8.self, try Wire.bytes(256)) }
                == ValueMismatch(offset: 0, message: "expected an integer from 0 to 255, found a larger one")
        )
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read(Int8.self, try Wire.bytes(-129)) }
                == ValueMismatch(offset: 0, message: "expected an integer from -128 to 127, found a smaller one")
        )
        #expect(throws: ValueMismatch.self) { try Wire.read(UInt.self, try Wire.bytes(-1)) }
        #expect(throws: ValueMismatch.self) { try Wire.read(Int.self, try Wire.bytes(UInt64(Int64.max) + 1)) }
        #expect(throws: ValueMismatch.self) { try Wire.read(UInt64.self, try Wire.bytes(UInt128(UInt64.max) + 1)) }
        #expect(throws: ValueMismatch.self) { try Wire.read(Int128.self, try Wire.bytes(UInt128.max)) }
        #expect(throws: ValueMismatch.self) { try Wire.read(UInt128.self, try Wire.bytes(Int128.min)) }
    }

    @Test func integerBeyond128BitsIsAMismatchThatSaysSo() {
        let message = "expected an integer from 0 to 255, found one of more than 128 bits"
        #expect(Wire.mismatch { () throws(ValueMismatch) in try Wire.read(UInt8.self, [6]) }?.message == message)
        #expect(throws: ValueMismatch.self) { try Wire.read(UInt128.self, [6]) }
        #expect(throws: ValueMismatch.self) { try Wire.read(Double.self, [6]) }
    }

    @Test func booleansAndIntegersAreNotEachOther() throws {
        #expect(try Wire.typed(true))
        #expect(try !Wire.overJSON(false))
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read(Int.self, try Wire.bytes(true)) }?.message
                == "expected int, found bool"
        )
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read(Bool.self, try Wire.bytes(1)) }?.message
                == "expected bool, found int"
        )
    }

    @Test func floatIsNotAnInteger() throws {
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read(Int.self, try Wire.bytes(1.0)) }?.message
                == "expected int, found float"
        )
    }
}
