import Foundation
import Testing

@testable import Terrarium

@Suite struct LoadingTests {
    private let interface = InterfaceDescriptor(
        name: "Greeter",
        version: 1,
        hash: 0xd66a_3334_3f4b_2077,
        methods: [.json("greet", parameters: 1)]
    )

    private func package(_ source: String, terrarium: String = "") throws -> (TemporaryFolder, PluginHost) {
        let folder = try TemporaryFolder()
        try folder.package("greeter", source: source, terrarium: terrarium)
        return (folder, try makeHost(searchPaths: [folder.path]))
    }

    private let hashLine = "__interface_hash__ = 0xd66a33343f4b2077\n"

    @Test func packagesLoadByNameAndByFolder() throws {
        let (folder, host) = try package(hashLine + "def greet(name): return 'Hello, ' + name")
        let byName = try host.load("greeter", interface: interface)
        #expect(try byName.json("greet", #"["World"]"#) == #""Hello, World""#)
        #expect(byName.interfaceHash == 0xd66a_3334_3f4b_2077)
        #expect(byName.manifest?.version == "0.1.0")
        let byFolder = try makeHost().load(folder.path + "/greeter", interface: interface)
        #expect(try byFolder.json("greet", #"["World"]"#) == #""Hello, World""#)
    }

    @Test func singleFilesAndTextsOfferTheirFunctionsInOrder() throws {
        let source = """
            from json import dumps
            def zebra(a: int, b: str = "x") -> str:
                \"\"\"Does a thing.

                More.\"\"\"
                return b
            def _private(): pass
            class Thing: pass
            def apple(): return 1
            value = 3
            """
        let folder = try TemporaryFolder()
        let file = try folder.write("tool.py", source)
        for plugin in [try makeHost().load(file), try makeHost().load(source: source)] {
            #expect(plugin.methods.map(\.name) == ["zebra", "apple"])
            #expect(plugin.methods[0].signature == "(a: int, b: str = 'x') -> str")
            #expect(plugin.methods[0].summary == "Does a thing.")
            #expect(plugin.methods[0].wire == .undeclared)
            #expect(try plugin.json("apple") == "1")
        }
    }

    @Test func markedFunctionsAreTheMethods() throws {
        let plugin = try load(
            """
            from terrarium import method
            @method
            def one(): return 1
            def other(): return 2
            @method(raw=True)
            def bytes_only(data): return data
            """
        )
        #expect(plugin.methods.map(\.name) == ["one", "bytes_only"])
        #expect(plugin.methods[1].wire == .raw)
        #expect(try callError { try plugin.json("bytes_only") }.code == .wrongWire)
    }

    @Test func hashProblemsAreThreeErrorsWithBothValues() throws {
        for (line, code, found) in [
            ("", LoadError.Code.hashMissing, "0xd66a33343f4b2077"),
            ("__interface_hash__ = 'text'\n", .hashNotInteger, "str"),
            ("__interface_hash__ = -1\n", .hashNotInteger, "-0x1"),
            ("__interface_hash__ = 1\n", .hashMismatch, "0x0000000000000001"),
        ] {
            let (_folder, host) = try package(line + "def greet(name): return name")
            let error = try loadError { try host.load("greeter", interface: interface) }
            #expect(error.code == code)
            #expect(error.message.contains(found), "\(error)")
            #expect(error.message.contains("0xd66a33343f4b2077"), "\(error)")
            withExtendedLifetime(_folder) {}
        }
    }

    @Test func interfacesHoldForFilesAndTextsToo() throws {
        let folder = try TemporaryFolder()
        let right = hashLine + "def greet(name): return name"
        let file = try folder.write("tool.py", right)
        let host = try makeHost()
        #expect(try host.load(file, interface: interface).json("greet", #"["x"]"#) == #""x""#)
        #expect(try host.load(source: right, interface: interface).json("greet", #"["x"]"#) == #""x""#)
        try folder.write("tool.py", "__interface_hash__ = 2\ndef greet(name): return name")
        #expect(try loadError { try host.load(file, interface: interface) }.code == .hashMismatch)
        let withoutHash = "def greet(name): return name"
        #expect(try loadError { try host.load(source: withoutHash, interface: interface) }.code == .hashMissing)
    }

    @Test func documentationWithUnusualTextIsNoProblem() throws {
        let plugin = try load("def f(): return 1\nf.__doc__ = 'a\\0b \\ud800'")
        #expect(try plugin.json("f") == "1")
    }

    @Test func methodProblemsAreFoundAtLoad() throws {
        for (source, code, word) in [
            ("def great(name): return name", LoadError.Code.methodMissing, "great"),
            ("greet = 3", .methodNotCallable, "int"),
            ("def greet(): return 1", .methodSignature, "greet"),
            ("def greet(a, b): return 1", .methodSignature, "greet"),
            ("def greet(a, *, b): return 1", .methodSignature, "b"),
        ] {
            let (_folder, host) = try package(hashLine + source)
            let error = try loadError { try host.load("greeter", interface: interface) }
            #expect(error.code == code, "\(error)")
            #expect(error.message.contains(word), "\(error)")
            withExtendedLifetime(_folder) {}
        }
    }

    @Test func modulesThatRaiseGiveTheirTracebackAndOutput() throws {
        let (folder, host) = try package("print('starting')\nimport missing_module")
        let error = try loadError { try host.load("greeter", interface: interface) }
        #expect(error.code == .importFailed)
        #expect(error.pluginError?.code == "ModuleNotFoundError")
        #expect(error.pluginError?.frames.last?.line == 2)
        #expect(error.pluginError?.frames.last?.file.hasSuffix("greeter/greeter.py") == true)
        #expect(error.output == ["starting"])
        // Repaired, it loads: nothing of the failure was kept.
        try folder.write("greeter/greeter.py", hashLine + "def greet(name): return name")
        #expect(try host.load("greeter", interface: interface).json("greet", #"["x"]"#) == #""x""#)
    }

    @Test func failedLoadsLeaveNothingBehind() throws {
        let (folder, host) = try package("import helper\nraise ValueError('line 2')")
        try folder.write("greeter/helper.py", "value = 1")
        let probe = try load(
            """
            import sys
            def modules(): return sorted(name for name in sys.modules if "greeter#" in name)
            def finders(): return [len(sys.meta_path), len(sys.path_hooks), len(sys.path)]
            """
        )
        let finders = try probe.json("finders")
        for _ in 0..<5 { _ = try loadError { try host.load("greeter", interface: interface) } }
        let left = try probe.json("modules")
        #expect(!left.contains("helper"), "\(left)")
        #expect(try probe.json("finders") == finders)
    }

    @Test func requiredPythonIsCheckedBeforeAnythingRuns() throws {
        let (_folder, host) = try package(
            "raise SystemError('must not run')",
            terrarium: "[terrarium]\nrequires_python = \">=3.99\""
        )
        let error = try loadError { try host.load("greeter", interface: interface) }
        #expect(error.code == .unsupportedPython)
        #expect(error.message.contains("3.99"))
        withExtendedLifetime(_folder) {}
    }

    @Test func manifestsThatCannotBeUsedSayWhy() throws {
        let folder = try TemporaryFolder()
        try folder.write("broken/package.toml", "[package\nname = 3")
        let host = try makeHost(searchPaths: [folder.path])
        #expect(try loadError { try host.load("broken", interface: interface) }.code == .invalidPackage)
        #expect(try loadError { try host.load(folder.path + "/broken", interface: interface) }.code == .invalidPackage)
        #expect(try loadError { try host.load("absent", interface: interface) }.code == .notFound)
        #expect(try loadError { try host.load(folder.path + "/absent", interface: interface) }.code == .notFound)
        #expect(try loadError { try host.load(folder.path + "/absent.py") }.code == .notFound)
        #expect(host.discover().packages.map(\.name) == ["broken"])
    }

    @Test func compatibilityOfAPackageIsItsOwn() throws {
        let (_folder, host) = try package(
            "def make(): return {1}",
            terrarium: "[terrarium]\ncompatibility = \"fidius\""
        )
        #expect(try host.load("greeter").json("make") == "\"{1}\"")
        withExtendedLifetime(_folder) {}
    }

    @Test func standardModuleNamesAreRefusedForEntryModules() throws {
        let folder = try TemporaryFolder()
        try folder.package("sneaky", module: "json", source: "def dumps(): return 1")
        let error = try loadError { try makeHost(searchPaths: [folder.path]).load("sneaky") }
        #expect(error.code == .entryModuleReserved)
    }

    @Test func pluginsWithTheSameModuleNamesSeeTheirOwn() throws {
        let folder = try TemporaryFolder()
        for name in ["first", "second"] {
            try folder.package(
                name,
                module: "main",
                source: "import helper\ndef who(): import late; return [helper.value, late.value]"
            )
            try folder.write("\(name)/helper.py", "value = '\(name)'")
            try folder.write("\(name)/late.py", "value = 'late \(name)'")
        }
        let host = try makeHost(searchPaths: [folder.path])
        let first = try host.load("first")
        let second = try host.load("second")
        #expect(try first.json("who") == #"["first","late first"]"#)
        #expect(try second.json("who") == #"["second","late second"]"#)
    }

    @Test func loadingTwiceGivesIndependentState() throws {
        let (_folder, host) = try package("count = 0\ndef next():\n    global count\n    count += 1\n    return count")
        let one = try host.load("greeter")
        let two = try host.load("greeter")
        #expect(try one.json("next") == "1")
        #expect(try one.json("next") == "2")
        #expect(try two.json("next") == "1")
        withExtendedLifetime(_folder) {}
    }

    @Test func plantedBytecodeNeverRuns() throws {
        let folder = try TemporaryFolder()
        try folder.package("planted", source: "import helper\ndef who(): return helper.value")
        try folder.write("planted/helper.py", "value = 'source'")
        // Byte-compile something else under the name of the helper, with its time and size.
        let plant = try load(
            """
            import importlib.util, marshal, os
            def plant(folder):
                source = folder + "/helper.py"
                code = compile("value = 'planted'", source, "exec")
                status = os.stat(source)
                data = (importlib.util.MAGIC_NUMBER + (0).to_bytes(4, "little") + int(status.st_mtime).to_bytes(4, "little")
                    + status.st_size.to_bytes(4, "little") + marshal.dumps(code))
                cache = importlib.util.cache_from_source(source)
                os.makedirs(os.path.dirname(cache))
                for path in (cache, folder + "/sourceless.pyc"):
                    with open(path, "wb") as file: file.write(data)
            """
        )
        _ = try plant.json("plant", "[\"\(folder.path)/planted\"]")
        let plugin = try makeHost(searchPaths: [folder.path]).load("planted")
        #expect(try plugin.json("who") == #""source""#)
        try folder.write("planted/planted.py", "import sourceless")
        #expect(try loadError { try makeHost(searchPaths: [folder.path]).load("planted") }.code == .importFailed)
    }

    @Test func nothingIsWrittenIntoAPackage() throws {
        let (folder, host) = try package("import helper\ndef who(): return 1")
        try folder.write("greeter/helper.py", "value = 1")
        _ = try host.load("greeter").json("who")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/greeter").sorted()
        #expect(files == ["greeter.py", "helper.py", "package.toml"])
    }
}
