import Documents
import Kernel

/// Documents and commands of the work inside a warehouse, every field filled.
enum WarehouseSamples {
    private static let item = DocumentSamples.item
    private static let moment = DocumentSamples.moment
    private static let actor = DocumentSamples.actor

    static let documents: [Document] = [
        .pickWave(
            PickWave(
                warehouse: "GZ", notices: [19, 20],
                lines: [.init(notice: 19, line: 2, item: item, bin: "A1", lot: "L1", condition: "CC", owner: "HZ", pieces: 3)])),
        .scan(
            Scan(
                wave: 21, pick: 1, notice: 19, line: 2, warehouse: "GZ", bin: "A1", lot: "L1", item: item, barcode: "690", pieces: 12,
                staff: Staff(fingerprint: 5), device: "pda-7", happenedAt: moment)),
        .parcel(
            Parcel(
                notice: 19, trade: 17, warehouse: "GZ", carrier: "SF", waybill: "SF1", weight: 810, expectedWeight: 800,
                happenedAt: moment, lines: [.init(line: 2, item: item, pieces: 3)])),
    ]

    static let commands = [wave, scan, pack]

    private static let wave = Command(
        actor: actor,
        body: .wave(WaveRequest(warehouse: "GZ", notices: [DocumentReference(position: 19), DocumentReference(source: "s", key: "k")])))
    private static let scan = Command(
        actor: actor,
        body: .scan(
            ScanReport(
                wave: DocumentReference(position: 21), line: 1, bin: "A1", barcode: "690", lot: "L1", count: 2, happenedAt: moment)))
    private static let pack = Command(
        actor: actor,
        body: .pack(
            PackReport(
                notice: DocumentReference(position: 19), carrier: "SF", waybill: "SF1", weight: 810, happenedAt: moment,
                lines: [.init(line: 2, item: item, pieces: 3)])))
}
