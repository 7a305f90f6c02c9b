import Documents
import Kernel
import SwiftProtobuf

extension PickWave {
    var wire: WirePickWave {
        .with {
            $0.warehouse = warehouse
            $0.notices = notices
            $0.lines = lines.map { line in
                .with {
                    $0.notice = line.notice
                    $0.line = line.line
                    $0.item = line.item.number
                    $0.bin = line.bin
                    $0.lot = line.lot
                    $0.condition = line.condition == StockCondition.good ? "" : line.condition
                    $0.owner = line.owner
                    $0.pieces = line.pieces
                }
            }
        }
    }

    init(_ wire: WirePickWave) throws {
        self.init(
            warehouse: wire.warehouse, notices: wire.notices,
            lines: try wire.lines.map {
                Line(
                    notice: $0.notice, line: $0.line, item: try itemCode($0.item, "pickWave.lines.item"), bin: $0.bin, lot: $0.lot,
                    condition: $0.condition.isEmpty ? StockCondition.good : $0.condition, owner: $0.owner, pieces: $0.pieces)
            })
    }
}

extension WaveRequest {
    var wire: WireWaveRequest {
        .with {
            $0.warehouse = warehouse
            $0.notices = notices.map(\.wire)
        }
    }

    init(_ wire: WireWaveRequest) throws {
        self.init(warehouse: wire.warehouse, notices: try wire.notices.map { try DocumentReference($0, "wave.notices") })
    }
}

extension ScanReport {
    var wire: WireScanReport {
        .with {
            $0.wave = wave.wire
            $0.line = line
            $0.bin = bin
            $0.barcode = barcode
            $0.lot = lot
            $0.count = count
            $0.happenedAt = happenedAt.wire
        }
    }

    init(_ wire: WireScanReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "scan.happenedAt") }
        self.init(
            wave: try DocumentReference(wire.wave, "scan.wave"), line: wire.line, bin: wire.bin, barcode: wire.barcode, lot: wire.lot,
            count: wire.count == 0 ? 1 : wire.count, happenedAt: Moment(wire.happenedAt))
    }
}

extension Scan {
    var wire: WireScan {
        .with {
            $0.wave = wave
            $0.pick = pick
            $0.notice = notice
            $0.line = line
            $0.warehouse = warehouse
            $0.bin = bin
            $0.lot = lot
            $0.item = item.number
            $0.barcode = barcode
            $0.pieces = pieces
            $0.staff = staff.fingerprint
            $0.device = device
            $0.happenedAt = happenedAt.wire
        }
    }

    init(_ wire: WireScan) throws {
        self.init(
            wave: wire.wave, pick: wire.pick, notice: wire.notice, line: wire.line, warehouse: wire.warehouse, bin: wire.bin,
            lot: wire.lot, item: try itemCode(wire.item, "scan.item"), barcode: wire.barcode, pieces: wire.pieces,
            staff: Staff(fingerprint: wire.staff), device: wire.device, happenedAt: Moment(wire.happenedAt))
    }
}

extension Parcel.Line {
    var wire: WireParcelLine {
        .with {
            $0.line = line
            $0.item = item.number
            $0.pieces = pieces
        }
    }

    init(_ wire: WireParcelLine) throws {
        self.init(line: wire.line, item: try itemCode(wire.item, "parcel.lines.item"), pieces: wire.pieces)
    }
}

extension Parcel {
    var wire: WireParcel {
        .with {
            $0.notice = notice
            $0.trade = trade
            $0.warehouse = warehouse
            $0.carrier = carrier
            $0.waybill = waybill
            $0.weight = weight
            $0.expectedWeight = expectedWeight
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WireParcel) throws {
        self.init(
            notice: wire.notice, trade: wire.trade, warehouse: wire.warehouse, carrier: wire.carrier, waybill: wire.waybill,
            weight: wire.weight, expectedWeight: wire.expectedWeight, happenedAt: Moment(wire.happenedAt),
            lines: try wire.lines.map(Line.init))
    }
}

extension PackReport {
    var wire: WirePackReport {
        .with {
            $0.notice = notice.wire
            $0.carrier = carrier
            $0.waybill = waybill
            $0.weight = weight
            $0.happenedAt = happenedAt.wire
            $0.lines = lines.map(\.wire)
        }
    }

    init(_ wire: WirePackReport) throws {
        guard wire.hasHappenedAt else { throw WireError.missing(field: "pack.happenedAt") }
        self.init(
            notice: try DocumentReference(wire.notice, "pack.notice"), carrier: wire.carrier, waybill: wire.waybill, weight: wire.weight,
            happenedAt: Moment(wire.happenedAt), lines: try wire.lines.map(Parcel.Line.init))
    }
}
