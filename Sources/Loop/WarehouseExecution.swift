import Documents
import Kernel
import Storage

/// The work inside a warehouse: waves, scans, parcels.
extension CommandDecision {
    func makeWave(_ request: WaveRequest, _ run: inout Run) throws {
        try legs.warehouse.requireOwn(warehouse: request.warehouse, record: DocumentKind.pickWave.chinese)
        var notices: [Int64] = []
        var unread: Unread?
        for reference in request.notices {
            // One unread reference does not keep the others from naming their keys; a refusal waits until those before it are read.
            do {
                notices.append(try resolve(reference, .deliveryNotice).position)
            } catch let error as Unread {
                unread = error
            } catch {
                throw unread ?? error
            }
        }
        if let unread { throw unread }
        guard !notices.isEmpty, Set(notices).count == notices.count else {
            throw FormRefusal.badField(
                record: DocumentKind.pickWave.chinese, field: "notices", value: "\(request.notices.count)",
                ruleChinese: "波次至少要有一张通知单,且不能重复", ruleEnglish: "a wave names at least one notice and none twice")
        }
        let wave = try legs.warehouse.decideWave(notices, warehouse: request.warehouse, on: run.at.day)
        try cascade([(.pickWave(wave), 0, run.at)], &run)
    }

    func takeScan(_ report: ScanReport, _ run: inout Run) throws {
        let wave = try resolve(report.wave, .pickWave).position
        let scan = try legs.warehouse.decideScan(report, wave: wave, staff: run.staff, device: run.device)
        try cascade([(.scan(scan), wave, report.happenedAt)], &run)
    }

    func pack(_ report: PackReport, _ run: inout Run) throws {
        let notice = try resolve(report.notice, .deliveryNotice).position
        try legs.warehouse.requireOwn(notice)
        let parcel = try legs.warehouse.decideParcel(report, notice: notice)
        try cascade([(.parcel(parcel), notice, report.happenedAt)], &run)
    }
}
