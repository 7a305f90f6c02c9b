import Foundation
import Testing

@testable import Connectors

@Suite struct MappingFileTests {
    private static let least = """
        format: tripod-orders/1
        name: test
        files: { layout: flat }
        shop: { constant: S1 }
        order: { id: no, placedAt: at }
        line: { merchantCode: sku, pieces: n, unitPrice: price }
        items: { unknown: create }
        tax: { included: true, rate: 13% }

        """

    private func error(_ yaml: String) -> MappingError? {
        do {
            _ = try MappingFile(yaml: yaml, folder: ".")
            return nil
        } catch {
            return error
        }
    }

    @Test func readsTheLeast() throws {
        let mapping = try MappingFile(yaml: Self.least, folder: ".")
        #expect(mapping.tax.rate.tenThousandths == 1300)
        #expect(mapping.order.id == ["no"])
    }

    @Test func namesTheKeyPathOfAnError() {
        guard case .unknownKey(let path, let line, let known) = error(Self.least + "order2: 1\n") else {
            Issue.record("no unknown key")
            return
        }
        #expect(path == "order2" && line == 9 && known.contains("order"))
        if case .unknownKey(let path, _, _) = error(Self.least.replacing("placedAt: at", with: "placedAt: at, plcedAt: x")) {
            #expect(path == "order.plcedAt")
        } else {
            Issue.record("no unknown key")
        }
        #expect(error(Self.least.replacing("name: test\n", with: "")) == .missingKey(path: "name"))
        #expect(error(Self.least.replacing("{ included: true, rate: 13% }", with: "{ rate: 13% }")) == .missingKey(path: "tax.included"))
        if case .badValue(let path, _, let value, _, _) = error(Self.least.replacing("13%", with: "0.13")) {
            #expect(path == "tax.rate" && value == "0.13")
        } else {
            Issue.record("no bad value")
        }
        if case .wrongShape(let path, _, _, _) = error(Self.least.replacing("unitPrice: price", with: "unitPrice: price, amount: sum")) {
            #expect(path == "line.unitPrice")
        } else {
            Issue.record("no wrong shape")
        }
        if case .notYAML = error("format: [") {} else { Issue.record("not refused") }
        if case .notYAML = error(Self.least + "name: again\n") {} else { Issue.record("a key twice") }
        if case .badValue(let path, _, _, _, _) = error(
            Self.least + "items2: {}\n".replacing("items2", with: "text").replacing("{}", with: "{ dates: [qqq] }"))
        {
            #expect(path == "text.dates")
        } else {
            Issue.record("no bad value")
        }
    }

    @Test func everyErrorSpeaksBothLanguages() {
        for yaml in [Self.least + "x: 1\n", "format: x", "a: [", Self.least.replacing("S1", with: "")] {
            let error = error(yaml)
            #expect(error?.chinese.isEmpty == false && error?.english.isEmpty == false)
        }
    }

    @Test func theExamplesAreValid() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        for name in ["olist.yaml", "flat-retail.yaml"] {
            _ = try OrderImport.mapping(path: folder.appendingPathComponent("Examples/\(name)").path)
        }
    }
}
