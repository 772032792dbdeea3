#if Macros

import Foundation
import Testing

@Suite struct SchemaCommandTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    @Test func theSchemaOfAnInterface() throws {
        let file = try folder.write(
            "Adder.swift",
            """
            /// Adds.
            @PluginInterface(version: 3) protocol Adder {
                /// Adds up.
                /// - Parameter items: What to add.
                /// - Returns: The sum.
                @Default("factor", 2)
                func sum(items: [Item], factor: UInt8) throws -> Int
                @Raw func pack(_ data: [UInt8]) throws -> [UInt8]
            }
            @PluginRecord struct Item { var count: Int; var note: String? }
            """
        )
        let outcome = terrarium("schema", file)
        #expect(outcome.status == 0, "\(outcome)")
        let hash = try #require(outcome.text.firstMatch(of: /0x[0-9a-f]{16}/)).0
        #expect(outcome.text == Self.adder.replacing("HASH", with: hash))
        let output = folder.path + "/schema.json"
        #expect(terrarium("schema", file, "-o", output).output.isEmpty)
        #expect(try folder.read("schema.json") == outcome.output)
    }

    @Test func mistakesEndAsTheyDoForStubs() throws {
        let file = try folder.write("None.swift", "struct A {}\n")
        #expect(terrarium("schema", file).status == 2)
        #expect(try terrarium("schema", file, "--json").reports().map(\.kind) == ["UsageError"])
    }

    @Test(.enabled(if: StubPython.path != nil, "TERRARIUM_TEST_PYTHON is not set"))
    func schemasFollowTheMetaSchemaAndTellValuesApart() throws {
        for (name, source) in [
            ("everything", StubSamples.everything), ("greeter", StubSamples.greeter), ("clashes", StubSamples.clashes),
        ] {
            let file = try folder.write("\(name).swift", source)
            #expect(terrarium("schema", file, "-o", "\(folder.path)/\(name).json").status == 0)
        }
        try folder.write("validate.py", Self.validator)
        let outcome = try StubPython.run(["validate.py"], in: folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.text == "31 values\n", "\(outcome)")
    }

    /// Checks the documents, and values that must pass or must not.
    private static let validator = #"""
        import json
        from jsonschema import Draft202012Validator

        documents = {}
        for name in ("everything", "greeter", "clashes"):
            with open(name + ".json") as file:
                documents[name] = json.load(file)
            Draft202012Validator.check_schema(documents[name])

        everything = Draft202012Validator(documents["everything"], format_checker=Draft202012Validator.FORMAT_CHECKER)
        counted = 0


        def expect(is_valid, method, part, value):
            global counted
            counted += 1
            found = [error.message for error in everything.iter_errors({method: {part: value}})]
            assert (not found) is is_valid, (method, part, value, found)


        scalars = [True, -128, 2**128 - 1, 1.5, 2, "text"]
        expect(True, "scalars", "arguments", scalars)
        expect(False, "scalars", "arguments", scalars[:-1])
        expect(False, "scalars", "arguments", scalars + [1])
        expect(False, "scalars", "arguments", [True, -129, 1, 1.5, 2, "text"])
        expect(False, "scalars", "arguments", [True, 0, 2**128, 1.5, 2, "text"])
        expect(False, "scalars", "arguments", [True, 0, -1, 1.5, 2, "text"])
        expect(False, "scalars", "arguments", [1, 0, 0, 1.5, 2, "text"])
        expect(True, "scalars", "result", None)
        expect(False, "scalars", "result", 0)

        library = ["AAE=", "2026-01-02T03:04:05Z", "PT1.5S", "12345678-1234-5678-1234-567812345678", "-1.50", "https://a/"]
        expect(True, "library", "arguments", library)
        expect(False, "library", "arguments", library[:3] + ["no id"] + library[4:])
        expect(False, "library", "arguments", library[:4] + ["1,5"] + library[5:])

        containers = [[1], ["a", "b"], {"k": [1.5, None]}, [1, None]]
        expect(True, "containers", "arguments", containers)
        expect(False, "containers", "arguments", [[1], ["a", "a"], {}, [1, None]])
        expect(False, "containers", "arguments", [[1], [], {}, [1]])
        expect(True, "containers", "result", ["AA=="])

        tree = {"label": "", "children": [{"label": "x", "children": [], "parent": None}], "parent": {"circle": 1}}
        expect(True, "shapes", "arguments", [tree, ["empty", {"move": [1, "empty"]}], "open", 16])
        expect(True, "shapes", "arguments", [tree, [{"rect": {"width": 1.5}}], "it's \"done\"", -1])
        expect(False, "shapes", "arguments", [tree, [{"rect": {"height": 1.5}}], "open", 16])
        expect(False, "shapes", "arguments", [tree, [{"circle": 1, "move": [1, "empty"]}], "open", 16])
        expect(False, "shapes", "arguments", [tree, ["round"], "open", 16])
        expect(False, "shapes", "arguments", [tree, [], "shut", 16])
        expect(False, "shapes", "arguments", [tree, [], "open", 1])
        expect(False, "shapes", "arguments", [{"label": ""}, [], "open", 16])

        odd = {"with-dash": 1, "class": None, "list": [], "str": "", "ignored": True}
        plain = {"last": 1.5}
        expect(True, "keys", "arguments", [odd, plain])
        expect(False, "keys", "arguments", [odd, {}])
        expect(True, "keys", "result", None)
        expect(True, "unknown", "arguments", [{"any": "thing"}, {"other": 1}])
        expect(True, "watch", "input", 16)
        expect(True, "watch", "arguments", ["topic"])
        expect(False, "watch", "result", [plain])
        print(counted, "values")
        """#

    private static let adder = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Adder",
          "description": "Adds.",
          "$comment": "Version 3, interface hash HASH, for values on the JSON wire.",
          "type": "object",
          "properties": {
            "sum": {
              "description": "Adds up.",
              "type": "object",
              "properties": {
                "arguments": {
                  "type": "array",
                  "prefixItems": [
                    {
                      "type": "array",
                      "items": {
                        "$ref": "#/$defs/Item"
                      },
                      "title": "items",
                      "description": "What to add."
                    },
                    {
                      "type": "integer",
                      "minimum": 0,
                      "maximum": 255,
                      "title": "factor",
                      "default": 2
                    }
                  ],
                  "items": false,
                  "minItems": 2,
                  "maxItems": 2
                },
                "result": {
                  "type": "integer",
                  "minimum": -9223372036854775808,
                  "maximum": 9223372036854775807,
                  "description": "The sum."
                }
              }
            },
            "pack": {
              "$comment": "A raw method: bytes in and bytes out, with no JSON."
            }
          },
          "additionalProperties": false,
          "$defs": {
            "Item": {
              "type": "object",
              "properties": {
                "count": {
                  "type": "integer",
                  "minimum": -9223372036854775808,
                  "maximum": 9223372036854775807
                },
                "note": {
                  "anyOf": [
                    {
                      "type": "string"
                    },
                    {
                      "type": "null"
                    }
                  ]
                }
              },
              "required": [
                "count"
              ]
            }
          }
        }

        """#
}

#endif
