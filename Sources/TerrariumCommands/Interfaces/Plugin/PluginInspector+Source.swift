#if Macros

extension PluginInspector {
    /// The inspector: a plugin that parses other plugins.
    static let source = #"""
        from __future__ import annotations

        import ast
        import base64
        import io
        import json
        import re
        import symtable
        import tokenize

        from terrarium import method

        __interface_hash__ = 0x7465727261726975

        ALIASES = {
            "List": "list", "Dict": "dict", "Set": "set", "Tuple": "tuple", "FrozenSet": "frozenset", "Type": "type",
        }


        @method(raw=True)
        def inspect(data):
            """Describes a Python file."""
            found = {
                "functions": [], "names": {}, "hasUnknownNames": False, "evaluatesAnnotations": True, "newline": "\n",
                "importOffset": 0, "hasImports": False, "length": len(data), "endsWithNewline": True,
            }
            try:
                source = Source(data)
                tree = ast.parse(data)
                # It finds more mistakes than the parser does.
                compile(tree, "plugin", "exec", dont_inherit=True)
            except SyntaxError as error:
                found["mistake"] = {"line": error.lineno, "column": error.offset or None, "message": error.msg}
            except (ValueError, LookupError) as error:
                found["mistake"] = {"message": str(error)}
            except RecursionError:
                found["mistake"] = {"message": "too deeply nested"}
            else:
                describe(found, source, tree)
            return json.dumps(found).encode()


        @method
        def edit(change):
            """Replaces parts of a Python file, in its own encoding, and returns it."""
            data = base64.b64decode(change["source"])
            encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
            # The mark at the start of the file is there already.
            encoding = "utf-8" if encoding == "utf-8-sig" else encoding
            for each in sorted(change["edits"], key=lambda edit: edit["start"], reverse=True):
                # What the encoding lacks is in strings, where it can be escaped.
                text = each["text"].replace("\n", change["newline"]).encode(encoding, "backslashreplace")
                data = data[: each["start"]] + text + data[each["end"] :]
            ast.parse(data)
            return [base64.b64encode(data).decode()]


        class Source:
            """The bytes of a file, and where its lines are."""

            def __init__(self, data):
                self.data = data
                self.encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
                self.text = data.decode(self.encoding)
                self.mark = 3 if self.encoding == "utf-8-sig" else 0
                self.starts = [self.mark] + [match.end() for match in re.finditer(rb"\r\n|\r|\n", data)]
                first = re.search(rb"\r\n|\r|\n", data)
                self.newline = first.group().decode() if first else "\n"
                self.ends_with_newline = not data[self.mark :] or data.endswith((b"\n", b"\r"))

            def line(self, number):
                """The offset of a line, which may be the one after the last."""
                return self.starts[number - 1] if number <= len(self.starts) else len(self.data)

            def offset(self, line, column):
                """The offset of a place that the parser gave, whose columns count bytes of UTF-8."""
                start = self.line(line)
                encoding = "utf-8" if self.mark else self.encoding
                text = self.data[start : self.line(line + 1)].decode(encoding)
                before = text.encode("utf-8")[:column].decode("utf-8")
                return start + len(before.encode(encoding))


        def describe(found, source, tree):
            body = tree.body
            found["newline"] = source.newline
            found["endsWithNewline"] = source.ends_with_newline
            found["names"] = module_names(source, body)
            future = [alias.name for each in body if is_future(each) for alias in each.names]
            found["evaluatesAnnotations"] = "annotations" not in future
            found["hasUnknownNames"] = any(
                isinstance(each, ast.ImportFrom) and each.names[0].name == "*" for each in ast.walk(tree)
            )
            found["importOffset"], found["hasImports"] = import_place(source, body)
            marks = decorators(body)
            functions = {}
            for each in statements(body):
                if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    functions.pop(each.name, None)
                    functions[each.name] = function(each, marks)
            found["functions"] = list(functions.values())
            for each in body:
                name, value = assignment(each)
                if name == "__interface_hash__":
                    literal = value.value if isinstance(value, ast.Constant) and type(value.value) is int else None
                    found["hash"] = place(source, body, each, value, None if literal is None else f"0x{literal:016x}")
                elif name == "__interface_methods__":
                    is_literal = isinstance(value, (ast.Tuple, ast.List)) and all(
                        isinstance(item, ast.Constant) and type(item.value) is str for item in value.elts
                    )
                    literal = [item.value for item in value.elts] if is_literal else None
                    found["lines"] = place(source, body, each, value, literal)


        def module_names(source, body):
            """The names of the module, with what they are imported from where that is all they are."""
            origins = {}
            for each in body:
                if isinstance(each, ast.ImportFrom) and not each.level:
                    for alias in each.names:
                        origins[alias.asname or alias.name] = f"{each.module}.{alias.name}"
                elif isinstance(each, ast.Import):
                    for alias in each.names:
                        if alias.asname or "." not in alias.name:
                            origins[alias.asname or alias.name] = alias.name
            imports = [
                alias.asname or alias.name.partition(".")[0]
                for each in statements(body)
                if isinstance(each, (ast.Import, ast.ImportFrom))
                for alias in each.names
            ]
            names = {}
            for symbol in symtable.symtable(source.text, "plugin", "exec").get_symbols():
                name = symbol.get_name()
                if symbol.is_imported() or symbol.is_assigned():
                    is_only_imported = not symbol.is_assigned() and imports.count(name) == 1
                    names[name] = origins.get(name) if is_only_imported else None
            return names


        def statements(body):
            """The statements of the module, those in `if`, `try`, `with` and loops too."""
            for each in body:
                yield each
                if not isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    for field in ("body", "orelse", "finalbody"):
                        yield from statements(getattr(each, field, []))
                    for handler in getattr(each, "handlers", []) + getattr(each, "cases", []):
                        yield from statements(handler.body)


        def is_future(statement):
            return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


        def is_text(statement):
            return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


        def import_place(source, body):
            """Where import statements can be added, and whether there are some before."""
            leading = 0
            while leading < len(body) and (
                isinstance(body[leading], (ast.Import, ast.ImportFrom)) or (leading == 0 and is_text(body[0]))
            ):
                leading += 1
            if leading == 0:
                return (source.line(first_line(body[0])) if body else len(source.data)), False
            return source.line(last_line(body, body[leading - 1]) + 1), not is_text(body[leading - 1])


        def first_line(statement):
            return min([statement.lineno] + [each.lineno for each in getattr(statement, "decorator_list", [])])


        def last_line(body, statement):
            """The line with which a statement ends, and all that begin on that line."""
            line = statement.end_lineno
            for each in body:
                if first_line(each) <= line < each.end_lineno:
                    line = each.end_lineno
            return line


        def assignment(statement):
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target = statement.targets[0]
            elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
                target = statement.target
            else:
                return None, None
            return (target.id, statement.value) if isinstance(target, ast.Name) else (None, None)


        def place(source, body, statement, value, literal):
            return {
                "value": literal,
                "line": statement.lineno,
                "start": source.offset(value.lineno, value.col_offset),
                "end": source.offset(value.end_lineno, value.end_col_offset),
                "next": source.line(last_line(body, statement) + 1),
            }


        def decorators(body):
            """The names of the SDK's decorator in the module."""
            names, modules = set(), set()
            for each in statements(body):
                if isinstance(each, ast.ImportFrom) and each.module in ("terrarium", "fidius"):
                    names.update(alias.asname or alias.name for alias in each.names if alias.name in ("method", "*"))
                elif isinstance(each, ast.Import):
                    modules.update(
                        alias.asname or alias.name for alias in each.names if alias.name in ("terrarium", "fidius")
                    )
            return {"method" if name == "*" else name for name in names} | {f"{name}.method" for name in modules}


        def function(node, marks):
            mark = "none"
            for each in node.decorator_list:
                call = each if isinstance(each, ast.Call) else None
                if ast.unparse(call.func if call else each) in marks:
                    raw = [keyword.value for keyword in call.keywords if keyword.arg == "raw"] if call else []
                    mark = "raw" if raw and isinstance(raw[0], ast.Constant) and raw[0].value is True else "any"
            return {
                "name": node.name,
                "line": node.lineno,
                "mark": mark,
                "isAsync": isinstance(node, ast.AsyncFunctionDef),
                "isGenerator": is_generator(node),
                "parameters": parameters(node.args),
                "result": hint(node.returns),
            }


        def is_generator(node):
            """Whether the body itself yields, and not a function in it."""
            nested = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
            todo = list(node.body)
            while todo:
                each = todo.pop()
                if isinstance(each, (ast.Yield, ast.YieldFrom)):
                    return True
                if not isinstance(each, nested):
                    todo.extend(ast.iter_child_nodes(each))
            return False


        def parameters(args):
            positional = args.posonlyargs + args.args
            first_default = len(positional) - len(args.defaults)
            found = [
                parameter(each, "positional", index >= first_default) for index, each in enumerate(positional)
            ]
            if args.vararg:
                found.append(parameter(args.vararg, "extra", True))
            found += [
                parameter(each, "keyword", default is not None)
                for each, default in zip(args.kwonlyargs, args.kw_defaults)
            ]
            if args.kwarg:
                found.append(parameter(args.kwarg, "keywords", True))
            return found


        def parameter(arg, kind, has_default):
            return {"name": arg.arg, "kind": kind, "hasDefault": has_default, "hint": hint(arg.annotation)}


        def hint(node):
            if node is None:
                return None
            node = Plain().visit(node)
            return {"text": ast.unparse(node), "alternatives": [alternative(each) for each in alternatives(node)]}


        def alternatives(node):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
                return alternatives(node.left) + alternatives(node.right)
            return [node]


        def alternative(node):
            arguments = []
            if isinstance(node, ast.Subscript):
                inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
                # The values of a literal type are no types.
                arguments = [] if ast.unparse(node.value) == "Literal" else [hint(each) for each in inner]
                node = node.value
            return {"name": ast.unparse(node), "arguments": arguments}


        class Plain(ast.NodeTransformer):
            """One spelling for hints that mean the same."""

            def visit_Constant(self, node):
                if type(node.value) is not str:
                    return node
                try:
                    return self.visit(ast.parse(node.value.strip(), mode="eval").body)
                except SyntaxError:
                    return node

            def visit_Attribute(self, node):
                return self.visit(ast.Name(node.attr))

            def visit_Name(self, node):
                return ast.Name(ALIASES.get(node.id, node.id))

            def visit_Subscript(self, node):
                name = ast.unparse(self.visit(node.value))
                if name == "Literal":
                    return ast.Subscript(ast.Name(name), node.slice)
                inner = self.visit(node.slice)
                elements = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                if name == "Optional":
                    elements = [inner, ast.Constant(None)]
                if name in ("Optional", "Union"):
                    joined = elements[0]
                    for each in elements[1:]:
                        joined = ast.BinOp(joined, ast.BitOr(), each)
                    return joined
                if name == "Annotated" and elements:
                    return elements[0]
                if name == "Generator" and elements:
                    return ast.Subscript(ast.Name("Iterator"), elements[0])
                return ast.Subscript(ast.Name(name), inner)

        """#
}

#endif
