import Foundation
import TerrariumCommands

TerrariumCommand.prepareProcess()
exit(TerrariumCommand.run(arguments: Array(CommandLine.arguments.dropFirst())))
