import Documents
import Kernel
import SwiftProtobuf

extension DocumentReference {
    var wire: WireDocumentReference {
        .with {
            $0.position = position
            $0.source = source
            $0.key = key
        }
    }

    init(_ wire: WireDocumentReference, _ field: String) throws {
        if !wire.number.isEmpty {
            guard let number = DocumentNumber(wire.number) else {
                throw WireError.badValue(field: field + ".number", value: wire.number)
            }
            self.init(position: number.position)
        } else if wire.position != 0 {
            guard wire.position > 0 else { throw WireError.badValue(field: field + ".position", value: String(wire.position)) }
            self.init(position: wire.position)
        } else if !wire.key.isEmpty {
            self.init(source: wire.source, key: wire.key)
        } else {
            throw WireError.missing(field: field)
        }
    }
}

extension ApprovalRequest {
    var wire: WireApprovalRequest {
        .with {
            $0.subject = subject.wire
            $0.rejected = !isApproved
            $0.note = note
        }
    }

    init(_ wire: WireApprovalRequest) throws {
        self.init(
            subject: try DocumentReference(wire.subject, "approval.subject"), isApproved: !wire.rejected, note: wire.note)
    }
}

extension Approval {
    var wire: WireApproval {
        .with {
            $0.subject = subject
            $0.subjectKind = Int32(subjectKind.rawValue)
            $0.approved = isApproved
            $0.note = note
            $0.checker = checker.fingerprint
        }
    }

    init(_ wire: WireApproval) throws {
        guard let kind = DocumentKind(rawValue: Int64(wire.subjectKind)) else {
            throw WireError.badValue(field: "approval.subjectKind", value: String(wire.subjectKind))
        }
        self.init(
            subject: wire.subject, subjectKind: kind, isApproved: wire.approved, note: wire.note,
            checker: Staff(fingerprint: wire.checker))
    }
}
