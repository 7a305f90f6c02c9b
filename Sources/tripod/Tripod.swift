import ArgumentParser

/// `tripod`: the command line that wires everything.
@main
struct Tripod: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tripod",
        abstract: "鼎 Tripod: orders, goods and books of an e-commerce company as one closed loop.",
        version: "0.1.0",
        subcommands: [
            DemoMonthCommand.self, Import.self, Play.self, Report.self, ExplainNumber.self, Check.self, Agreement.self, ReplayLog.self,
            Simulate.self, Flows.self,
            Bench.self,
        ])
}
