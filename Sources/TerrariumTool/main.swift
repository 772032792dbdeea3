import Foundation
import TerrariumCommands

// A reader that goes away (`| head`) is an error of the write, not the end of the process; Python plugins expect that too.
signal(SIGPIPE, SIG_IGN)
exit(TerrariumCommand.run(arguments: Array(CommandLine.arguments.dropFirst())))
