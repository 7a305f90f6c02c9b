import GRDBSQLite

/// Keeps SQLite's write-ahead log short. Its pages go to the database after each commit of a writer; but the log begins anew only when no
/// reader needs it, and readers that follow each other closely would let it grow for ever. So when it has grown long the writer waits
/// for the snapshots of that moment to end; later readers do not need the log and are not waited for.
final class WriteAheadLog {
    /// Pages in the log after the last commit.
    private var pages: Int32 = 0
    /// From here on the writer waits for readers.
    private var longLog = WriteAheadLog.limit
    /// 16 MB: pages that every commit changes go to the database once for several commits.
    static let checkpointEvery: Int32 = 4_000
    /// 96 MB.
    private static let limit: Int32 = 24_000
    /// No snapshot of ours is held longer (DESIGN section 5).
    private static let patience: Int32 = 5_000
    private static let busyTimeout: Int32 = 10_000

    /// Takes the place of the automatic checkpoint, which never waits.
    func watch(_ handle: OpaquePointer) {
        sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                if let context { Unmanaged<WriteAheadLog>.fromOpaque(context).takeUnretainedValue().pages = pages }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Called after a commit, which is durable whatever happens here: a checkpoint that fails is tried again after the next one.
    func keepShort(_ handle: OpaquePointer) {
        guard pages >= Self.checkpointEvery else { return }
        guard pages >= longLog else {
            sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            return
        }
        sqlite3_busy_timeout(handle, Self.patience)
        let outcome = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_RESTART, nil, nil)
        sqlite3_busy_timeout(handle, Self.busyTimeout)
        // Somebody holds a snapshot for longer: waiting at every commit would help nobody.
        longLog = outcome == SQLITE_OK ? Self.limit : pages + Self.limit / 3
    }
}
