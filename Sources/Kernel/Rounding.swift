/// Exact integer rounding: half away from zero (四舍五入), the only rounding the books know
/// (accounting section 3, rule 1).
public enum Rounding {
    /// `numerator / denominator`, rounded half away from zero. The denominator must not be zero.
    @inlinable
    public static func divide(_ numerator: Int128, by denominator: Int128) -> Int64 {
        precondition(denominator != 0, "division by zero in a rounding rule")
        let negative = (numerator < 0) != (denominator < 0)
        let top = numerator.magnitude
        let bottom = denominator.magnitude
        let rounded = (top &* 2 &+ bottom) / (bottom &* 2)
        let result = Int64(rounded)
        return negative ? -result : result
    }

    /// `value × part / whole`, rounded once.
    @inlinable
    public static func scale(_ value: Int64, _ part: Int64, over whole: Int64) -> Int64 {
        divide(Int128(value) * Int128(part), by: Int128(whole))
    }
}
