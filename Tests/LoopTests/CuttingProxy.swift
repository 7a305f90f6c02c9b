import Foundation
import Synchronization

/// A line to the PostgreSQL server that is cut at a COMMIT: before the server has heard it, or after, so that only the answer is lost.
final class CuttingProxy: Sendable {
    enum Cut: Sendable {
        case beforeCommit
        case afterCommit
    }

    private struct State {
        var plan: Cut?
        var cuts = 0
        var isClosed = false
    }

    let port: UInt16
    private let listener: Int32
    private let target: UInt16
    private let state = Mutex(State())

    struct Failure: Error {}

    /// Listens on a port of its own on the loopback address and passes everything on to `target`.
    init(to target: UInt16) throws {
        self.target = target
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = Self.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw Failure() }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                serve(client)
            }
        }
    }

    func plan(_ cut: Cut) { state.withLock { $0.plan = cut } }
    var cuts: Int { state.withLock { $0.cuts } }

    func close() {
        state.withLock { $0.isClosed = true }
        shutdown(listener, Int32(SHUT_RDWR))
        Foundation.close(listener)
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private func serve(_ client: Int32) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(target)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        guard isConnected else {
            Foundation.close(client)
            return
        }
        let line = Line(client: client, server: server)
        Thread.detachNewThread { [self] in pump(from: client, to: server, of: line, isRequest: true) }
        Thread.detachNewThread { [self] in pump(from: server, to: client, of: line, isRequest: false) }
    }

    /// Two sockets that end together.
    private final class Line: Sendable {
        let client: Int32
        let server: Int32
        let swallowsAnswer = Mutex(false)
        private let pumps = Mutex(2)

        init(client: Int32, server: Int32) {
            self.client = client
            self.server = server
        }

        /// Ends both ways. The numbers are free for others only when no pump can use them any more.
        func cut() {
            shutdown(client, Int32(SHUT_RDWR))
            shutdown(server, Int32(SHUT_RDWR))
            let left = pumps.withLock { pumps -> Int in
                pumps -= 1
                return pumps
            }
            guard left == 0 else { return }
            Foundation.close(client)
            Foundation.close(server)
        }
    }

    private func pump(from source: Int32, to target: Int32, of line: Line, isRequest: Bool) {
        defer { line.cut() }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count > 0 else { return }
            if isRequest, Self.isCommit(buffer[..<count]) {
                let cut = state.withLock { state -> Cut? in
                    defer { state.plan = nil }
                    if state.plan != nil { state.cuts += 1 }
                    return state.plan
                }
                if cut == .beforeCommit { return }
                if cut == .afterCommit { line.swallowsAnswer.withLock { $0 = true } }
            }
            if !isRequest, line.swallowsAnswer.withLock({ $0 }) { return }
            var sent = 0
            while sent < count {
                let more = buffer.withUnsafeBytes { write(target, $0.baseAddress! + sent, count - sent) }
                guard more > 0 else { return }
                sent += more
            }
        }
    }

    /// A simple query of this text, in the server's protocol.
    private static func isCommit(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.elementsEqual([UInt8(ascii: "Q"), 0, 0, 0, 11] + Array("COMMIT".utf8) + [0])
    }
}
