import Documents
import Foundation
import Kernel
import SwiftProtobuf

extension Command {
    /// The binary form that the audit trail keeps, so that the command can be decided again. Sealed commands only.
    public func encoded() -> [UInt8] {
        precondition(recipient == nil, "a command is stored only after the door has sealed it")
        do { return try wire(at: nil).serializedBytes() } catch { preconditionFailure("a command does not encode: \(error)") }
    }

    /// What is asked for, whoever asks: the form that the audit trail keeps beside the actor's number, and that makes the fingerprint. The
    /// same paper pushed by two people is one paper.
    public func encodedWithoutActor() -> [UInt8] {
        var command = self
        command.actor = Actor(name: "", position: "", device: "")
        return command.encoded()
    }

    public init(encoded bytes: [UInt8]) throws { self = try Command.read(WireCommand(serializedBytes: bytes)).command }

    /// Reads a command from the wire: what the core interface gets.
    public static func decode(_ bytes: [UInt8]) throws -> (command: Command, at: Moment?) {
        do {
            return try read(WireCommand(serializedBytes: bytes))
        } catch let error as WireError {
            throw error
        } catch {
            throw WireError.unreadable(message: "\(error)")
        }
    }

    /// The wire bytes of a command, clear recipient included: what a channel sends.
    public func wireBytes(at moment: Moment?) -> [UInt8] {
        do { return try wire(at: moment).serializedBytes() } catch { preconditionFailure("a command does not encode: \(error)") }
    }

    /// One line of `tripod play`.
    public static func decode(json: String) throws -> (command: Command, at: Moment?) {
        do {
            return try read(WireCommand(jsonString: json))
        } catch let error as WireError {
            throw error
        } catch {
            throw WireError.unreadable(message: "\(error)")
        }
    }

    public func json(at moment: Moment?) throws -> String { try wire(at: moment).jsonString() }

    private func wire(at moment: Moment?) -> WireCommand {
        .with {
            if !actor.name.isEmpty || !actor.position.isEmpty || !actor.device.isEmpty {
                $0.actor = .with {
                    $0.name = actor.name
                    $0.position = actor.position
                    $0.device = actor.device
                }
            }
            if let external {
                $0.external = .with {
                    $0.source = external.source
                    $0.key = external.key
                    $0.version = external.version
                }
            }
            if let recipient {
                $0.recipient = .with {
                    $0.buyer = recipient.buyer
                    $0.name = recipient.name
                    $0.telephone = recipient.telephone
                    $0.address = recipient.address
                    $0.note = recipient.note
                }
            }
            if let moment { $0.at = moment.wire }
            switch body {
            case .masterRecord(let value): $0.masterRecord = value.wire
            case .openingStock(let value): $0.openingStock = value.wire
            case .purchaseReceipt(let value): $0.purchaseReceipt = value.wire
            case .channelOrder(let value): $0.channelOrder = value.wire
            case .salesIssue(let value):
                $0.salesIssue = .with {
                    $0.notice = value.notice
                    $0.shop = value.shop
                    $0.externalID = value.externalID
                    $0.warehouse = value.warehouse
                    $0.happenedAt = value.happenedAt.wire
                    $0.waybill = value.waybill
                    $0.lines = value.lines.map(\.wire)
                }
            case .cancellation(let value):
                $0.cancellation = .with {
                    $0.shop = value.shop
                    $0.externalID = value.externalID
                    $0.reason = value.reason
                    $0.waybill = value.waybill
                }
            case .channelReturn(let value): $0.channelReturn = value.wire
            case .sealVouchers(let book, let through):
                $0.sealVouchers = .with {
                    $0.book = book
                    $0.through = Int32(through.compact)
                }
            case .releaseWaiting(let warehouse, let item):
                $0.releaseWaiting = .with {
                    $0.warehouse = warehouse
                    $0.item = item.number
                }
            case .approval(let value): $0.approval = value.wire
            case .wave(let value): $0.wave = value.wire
            case .scan(let value): $0.scan = value.wire
            case .pack(let value): $0.pack = value.wire
            case .transferRequest(let value): $0.transferRequest = value.wire
            case .transferIssue(let value): $0.transferIssue = value.wire
            case .transferReceipt(let value): $0.transferReceipt = value.wire
            case .transferShortage(let value): $0.transferShortage = value.wire
            case .transferCancellation(let value): $0.transferCancellation = value.wire
            case .lossDisposal(let value): $0.lossDisposal = value.wire
            case .stockStatus(let warehouse): $0.stockStatus = .with { $0.warehouse = warehouse }
            case .stockStatusPart(let warehouse, let report, let part):
                $0.stockStatusPart = .with {
                    $0.warehouse = warehouse
                    $0.report = report
                    $0.part = part
                }
            case .stockClaim(let value): $0.stockClaim = value.wire
            case .varianceClosing(let value): $0.varianceClosing = value.wire
            case .purchaseOrder(let value): $0.purchaseOrder = value.wire
            case .purchaseClosing(let value): $0.purchaseClosing = value.wire
            case .arrival(let value): $0.arrival = value.wire
            case .inspection(let value): $0.inspection = value.wire
            case .putAway(let value): $0.putAway = value.wire
            case .purchaseReturnRequest(let value): $0.purchaseReturnRequest = value.wire
            case .purchaseReturnIssue(let value): $0.purchaseReturnIssue = value.wire
            case .landedCost(let value): $0.landedCost = value.wire
            case .priceChange(let value): $0.priceChange = value.wire
            case .dropshipConfirmation(let value): $0.dropshipConfirmation = value.wire
            case .channelRefund(let value): $0.channelRefund = value.wire
            case .returnRequest(let value): $0.returnRequest = value.wire
            case .returnReceipt(let value): $0.returnReceipt = value.wire
            case .returnWithdrawal(let value): $0.returnWithdrawal = value.wire
            case .parcelEvent(let value): $0.parcelEvent = value.wire
            case .writeDown(let value): $0.writeDown = value.wire
            case .otherReceipt(let value): $0.otherReceipt = value.wire
            case .otherIssue(let value): $0.otherIssue = value.wire
            case .conditionChange(let value): $0.conditionChange = value.wire
            case .assembly(let value): $0.assembly = value.wire
            case .openingBalances(let value): $0.openingBalances = value.wire
            case .binMove(let value): $0.binMove = value.wire
            case .orderHold(let value): $0.orderHold = value.wire
            case .reallocation(let value): $0.reallocation = value.wire
            case .parcelMerge(let value): $0.parcelMerge = value.wire
            case .orderMark(let value): $0.orderMark = value.wire
            case .releaseSuspended(let shop): $0.releaseSuspended = .with { $0.shop = shop }
            case .offerStock(let shop, let after):
                $0.offerStock = .with {
                    $0.shop = shop
                    $0.after = after
                }
            case .offerAnswer(let value): $0.offerAnswer = value.wire
            case .countPlan(let value): $0.countPlan = value.wire
            case .countScan(let value): $0.countScan = value.wire
            case .countSheet(let plan): $0.countSheet = .with { $0.plan = plan.wire }
            case .countCause(let value): $0.countCause = value.wire
            case .shortPick(let value): $0.shortPick = value.wire
            case .businessReceipt(let value): $0.businessReceipt = value.wire
            case .consignmentStatement(let value): $0.consignmentStatement = value.wire
            case .releaseUnpaid(let shop): $0.releaseUnpaid = .with { $0.shop = shop }
            case .releaseHeld(let shop, let merchantCode):
                $0.releaseHeld = .with {
                    $0.shop = shop
                    $0.merchantCode = merchantCode
                }
            }
        }
    }

    private static func read(_ wire: WireCommand) throws -> (command: Command, at: Moment?) {
        let body: CommandBody
        switch wire.body {
        case .none: throw WireError.missing(field: "body")
        case .masterRecord(let value): body = .masterRecord(try MasterRecord(value))
        case .openingStock(let value): body = .openingStock(try OpeningStock(value))
        case .purchaseReceipt(let value): body = .purchaseReceipt(try PurchaseReceipt(value))
        case .channelOrder(let value): body = .channelOrder(try ChannelOrder(value))
        case .salesIssue(let value):
            var notice = value.notice
            if !value.noticeNumber.isEmpty {
                guard let number = DocumentNumber(value.noticeNumber), number.kind == .deliveryNotice else {
                    throw WireError.badValue(field: "salesIssue.noticeNumber", value: value.noticeNumber)
                }
                notice = number.position
            }
            guard value.hasHappenedAt else { throw WireError.missing(field: "salesIssue.happenedAt") }
            body = .salesIssue(
                IssueReport(
                    notice: notice, shop: value.shop, externalID: value.externalID, warehouse: value.warehouse,
                    happenedAt: Moment(value.happenedAt), waybill: value.waybill,
                    lines: try value.lines.map(StockLine.init)))
        case .cancellation(let value):
            body = .cancellation(
                CancellationRequest(shop: value.shop, externalID: value.externalID, reason: value.reason, waybill: value.waybill))
        case .channelReturn(let value): body = .channelReturn(try ChannelReturn(value))
        case .sealVouchers(let value):
            body = .sealVouchers(book: value.book, through: try dayValue(value.through, "sealVouchers.through"))
        case .releaseWaiting(let value):
            body = .releaseWaiting(warehouse: value.warehouse, item: try itemCode(value.item, "releaseWaiting.item"))
        case .approval(let value): body = .approval(try ApprovalRequest(value))
        case .wave(let value): body = .wave(try WaveRequest(value))
        case .scan(let value): body = .scan(try ScanReport(value))
        case .pack(let value): body = .pack(try PackReport(value))
        case .transferRequest(let value): body = .transferRequest(try TransferWish(value))
        case .transferIssue(let value): body = .transferIssue(try TransferIssueReport(value))
        case .transferReceipt(let value): body = .transferReceipt(try TransferReceiptReport(value))
        case .transferShortage(let value): body = .transferShortage(try TransferShortageReport(value))
        case .transferCancellation(let value): body = .transferCancellation(try TransferCancellationRequest(value))
        case .lossDisposal(let value): body = .lossDisposal(try LossDisposalRequest(value))
        case .stockStatus(let value): body = .stockStatus(warehouse: value.warehouse)
        case .stockStatusPart(let value): body = .stockStatusPart(warehouse: value.warehouse, report: value.report, part: value.part)
        case .stockClaim(let value): body = .stockClaim(try StockClaimReport(value))
        case .varianceClosing(let value): body = .varianceClosing(try VarianceClosing(value))
        case .purchaseOrder(let value): body = .purchaseOrder(try PurchaseTerms(value))
        case .purchaseClosing(let value): body = .purchaseClosing(try PurchaseClosing(value))
        case .arrival(let value): body = .arrival(try ArrivalReport(value))
        case .inspection(let value): body = .inspection(try InspectionReport(value))
        case .putAway(let value): body = .putAway(try PutAwayReport(value))
        case .purchaseReturnRequest(let value): body = .purchaseReturnRequest(try PurchaseReturnWish(value))
        case .purchaseReturnIssue(let value): body = .purchaseReturnIssue(try PurchaseReturnReport(value))
        case .landedCost(let value): body = .landedCost(try LandedCostBill(value))
        case .priceChange(let value): body = .priceChange(try PriceChangeRequest(value))
        case .dropshipConfirmation(let value): body = .dropshipConfirmation(try DropshipConfirmation(value))
        case .channelRefund(let value): body = .channelRefund(try ChannelRefund(value))
        case .returnRequest(let value): body = .returnRequest(try ReturnWish(value))
        case .returnReceipt(let value): body = .returnReceipt(try ReturnReport(value))
        case .returnWithdrawal(let value): body = .returnWithdrawal(try ReturnWithdrawal(value))
        case .parcelEvent(let value): body = .parcelEvent(try ParcelReport(value))
        case .writeDown(let value): body = .writeDown(try WriteDownRequest(value))
        case .otherReceipt(let value): body = .otherReceipt(try OtherReceipt(value))
        case .otherIssue(let value): body = .otherIssue(try OtherIssue(value))
        case .conditionChange(let value): body = .conditionChange(try ConditionChange(value))
        case .assembly(let value): body = .assembly(try Assembly(value))
        case .openingBalances(let value): body = .openingBalances(try OpeningBalances(value))
        case .binMove(let value): body = .binMove(try BinMove(value))
        case .orderHold(let value): body = .orderHold(try HoldRequest(value))
        case .reallocation(let value): body = .reallocation(ReallocationRequest(value))
        case .parcelMerge(let value): body = .parcelMerge(MergeRequest(value))
        case .orderMark(let value): body = .orderMark(try MarkRequest(value))
        case .releaseSuspended(let value): body = .releaseSuspended(shop: value.shop)
        case .offerStock(let value): body = .offerStock(shop: value.shop, after: value.after)
        case .offerAnswer(let value): body = .offerAnswer(try OfferAnswerReport(value))
        case .countPlan(let value): body = .countPlan(try CountPlanRequest(value))
        case .countScan(let value): body = .countScan(try CountScanReport(value))
        case .countSheet(let value): body = .countSheet(try DocumentReference(value.plan, "countSheet.plan"))
        case .countCause(let value): body = .countCause(try CountCauseRequest(value))
        case .shortPick(let value): body = .shortPick(try ShortPickReport(value))
        case .businessReceipt(let value): body = .businessReceipt(try BusinessReceiptReport(value))
        case .consignmentStatement(let value): body = .consignmentStatement(try ConsignmentStatementReport(value))
        case .releaseUnpaid(let value): body = .releaseUnpaid(shop: value.shop)
        case .releaseHeld(let value): body = .releaseHeld(shop: value.shop, merchantCode: value.merchantCode)
        }
        let actor = Actor(name: wire.actor.name, position: wire.actor.position, device: wire.actor.device)
        let external =
            wire.hasExternal
            ? ExternalKey(source: wire.external.source, key: wire.external.key, version: wire.external.version) : nil
        let recipient =
            wire.hasRecipient
            ? Recipient(
                buyer: wire.recipient.buyer, name: wire.recipient.name, telephone: wire.recipient.telephone,
                address: wire.recipient.address, note: wire.recipient.note) : nil
        return (
            Command(actor: actor, external: external, body: body, recipient: recipient),
            wire.hasAt ? Moment(wire.at) : nil
        )
    }
}

extension Answer {
    public func json() throws -> String {
        try WireAnswer.with {
            $0.outcome = Int32(outcome.rawValue)
            $0.documents = documents.map(\.text)
            $0.refusalCode = refusalCode
            $0.chinese = chinese
            $0.english = english
        }.jsonString()
    }
}
