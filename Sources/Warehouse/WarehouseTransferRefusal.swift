import Kernel

/// What the Warehouse leg refuses of transfers.
public enum WarehouseTransferRefusal: Refusal, Hashable {
    case noticeStopped(number: String)
    case noticeDone(number: String)
    case moreThanNoticed(number: String, line: Int64, open: Int64, asked: Int64)

    public var code: String {
        switch self {
        case .noticeStopped: "transferStopped"
        case .noticeDone: "transferDone"
        case .moreThanNoticed: "moreThanTransferNoticed"
        }
    }

    public var chinese: String {
        switch self {
        case .noticeStopped(let number): "调拨通知单 \(number) 已取消,请把货放回原库位。"
        case .noticeDone(let number): "调拨通知单 \(number) 已全部出库,不能重复出库。"
        case .moreThanNoticed(let number, let line, let open, let asked):
            "调拨通知单 \(number) 第 \(line) 行只剩 \(open) 件待出库,本次报 \(asked) 件。请核对商品与扫码数量。"
        }
    }

    public var english: String {
        switch self {
        case .noticeStopped(let number): "Transfer notice \(number) was cancelled; put the goods back where they were."
        case .noticeDone(let number): "Transfer notice \(number) has left completely; it cannot be issued again."
        case .moreThanNoticed(let number, let line, let open, let asked):
            "Line \(line) of transfer notice \(number) has \(open) pieces open, \(asked) were reported. Check the item and the scans."
        }
    }
}
