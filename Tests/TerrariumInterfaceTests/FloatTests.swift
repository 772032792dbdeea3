import TerrariumInterface
import Testing

@Suite struct FloatTests {
    @Test func doublesReturnBitForBit() throws {
        let values: [Double] = [
            0, -0.0, 1, 0.1, -1.5, .pi, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
            -.greatestFiniteMagnitude, .ulpOfOne, 1e22, 1e23, 123_456_789_012_345_680, 0x1.8p-1030,
        ]
        for value in values {
            #expect(try Wire.typed(value).bitPattern == value.bitPattern)
            #expect(try Wire.overJSON(value).bitPattern == value.bitPattern)
        }
        #expect(try Wire.typed(Double.infinity) == .infinity)
        #expect(try Wire.typed(-Double.infinity) == -.infinity)
        #expect(try Wire.typed(Double.nan).isNaN)
    }

    @Test func floatsReturn() throws {
        for value: Float in [0, -0.0, 0.1, .pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -.infinity] {
            #expect(try Wire.typed(value).bitPattern == value.bitPattern)
            if value.isFinite { #expect(try Wire.overJSON(value).bitPattern == value.bitPattern) }
        }
        #expect(try Wire.typed(Float.nan).isNaN)
    }

    @Test func doubleThatFloatCannotHoldIsAMismatch() throws {
        #expect(try Wire.read(Float.self, try Wire.bytes(0.1)) == 0.1)
        #expect(throws: ValueMismatch.self) { try Wire.read(Float.self, try Wire.bytes(1e39)) }
        #expect(throws: ValueMismatch.self) {
            try Wire.read(Float.self, try Wire.bytes(-Double.greatestFiniteMagnitude))
        }
    }

    @Test func integerIsTakenWhereItIsExact() throws {
        #expect(try Wire.read(Double.self, try Wire.bytes(3)) == 3)
        #expect(try Wire.read(Double.self, try Wire.bytes(1 << 53)) == 0x1p53)
        #expect(try Wire.read(Double.self, try Wire.bytes(Int128(1) << 100)) == 0x1p100)
        #expect(try Wire.read(Double.self, try Wire.bytes(UInt128(1) << 127)) == 0x1p127)
        #expect(throws: ValueMismatch.self) { try Wire.read(Double.self, try Wire.bytes(1 << 53 + 1)) }
        #expect(try Wire.read(Float.self, try Wire.bytes(1 << 24)) == 0x1p24)
        #expect(throws: ValueMismatch.self) { try Wire.read(Float.self, try Wire.bytes(1 << 24 + 1)) }
        #expect(throws: ValueMismatch.self) { try Wire.read(Double.self, try Wire.bytes(true)) }
    }

    @Test func jsonHasNoNaN() throws {
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.json([1.0, .nan]) }
                == ValueMismatch(offset: 14, message: "JSON has no NaN")
        )
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.json(-Double.infinity) }?.message
                == "JSON has no infinity"
        )
    }
}
