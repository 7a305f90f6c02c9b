import Loop
import Storage

/// Records what a company writes, for the floor to write again.
enum WriteRecording {
    static func begin(_ path: String, of company: Company, _ settings: [String]) async throws {
        try await company.withConnection { connection in
            let recorder = try WriteRecorder(path: path, settings: settings)
            (connection as? SQLiteConnection)?.recorder = recorder
            (connection as? PostgresConnection)?.recorder = recorder
        }
    }

    /// What comes from here on is measured, or is not.
    static func mark(_ company: Company, measured: Bool) async {
        await company.withConnection { recorder(of: $0)?.mark(measured: measured) }
    }

    static func end(_ company: Company) async throws {
        try await company.withConnection { connection in
            try recorder(of: connection)?.finish()
            (connection as? SQLiteConnection)?.recorder = nil
            (connection as? PostgresConnection)?.recorder = nil
        }
    }

    private static func recorder(of connection: any Connection) -> WriteRecorder? {
        ((connection as? SQLiteConnection)?.recorder as? WriteRecorder)
            ?? ((connection as? PostgresConnection)?.recorder as? WriteRecorder)
    }
}
