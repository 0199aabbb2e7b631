package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Lowering.Offset;
import org.parhelion.mesh.stencil.PartialDerivatives.Load;

/**
 * How fast a system of rates {@code du/dt = r(u)} can move: bounds of the Jacobian ∂r/∂u, found by differentiating the
 * discretised rates with respect to every value that they load. Each bound is an expression; its maximum over the grid is
 * one number for each pair of a rate and an unknown.
 *
 * <p>Let B hold these maxima of {@link #total}. Then the spectral radius of the Jacobian is at most that of B
 * ({@link #spectralRadius}), because B holds ∞-norms of the Jacobian's blocks (R. S. Varga, Matrix Iterative Analysis,
 * §2.1, 3.1). For one unknown this is Gershgorin's row sum: 4κd/h² for heat on d axes; for the wave equation written as
 * u' = v, v' = c²Δu it is 2c√d/h: both exact.
 *
 * <p>Which limit of a time scheme applies is told by two parts, from each pair of opposite points: what is even in the
 * offset ({@link #diffusive}: real eigenvalues within one unknown) and what is odd ({@link #advective}: imaginary ones).
 * Coupling between different unknowns may oscillate whatever its parts (the wave equation's is even, its eigenvalues are
 * imaginary): count it to both. With E and O the spectral radii of the two, a scheme that is stable on [−R, 0] and
 * [−iI, iI] takes steps of 1 / (E / R + O / I), mostly with room to spare; forward Euler (I = 0), with O from within unknowns only, up to
 * min(2 / E, E / (2 O²)), which is exact for central and for upwind advection with diffusion on one axis.
 *
 * <p>Smoothness is not asked for: at a jump or kink one side's derivative is taken.
 */
public final class JacobianBound {
    private final List<Field> unknowns;
    private final Map<Field, Map<Load, Expr>> partials = new HashMap<>();

    private JacobianBound(CartesianGrid grid, Map<Field, Expr> rates) {
        this.unknowns = List.copyOf(rates.keySet());
        PartialDerivatives derivatives = new PartialDerivatives(grid, rates.keySet());
        rates.forEach((field, rate) -> partials.put(field, derivatives.of(rate)));
    }

    /**
     * Differentiates the rates of a system.
     *
     * @param grid where the rates are evaluated
     * @param rates for each unknown its rate of change
     */
    public static JacobianBound of(CartesianGrid grid, Map<Field, ? extends Term> rates) {
        Map<Field, Expr> trees = new LinkedHashMap<>();
        rates.forEach((field, rate) -> trees.put(field, rate.expr()));
        return new JacobianBound(grid, trees);
    }

    /** The unknowns, in the order in which rates were given. */
    public List<Field> unknowns() {
        return unknowns;
    }

    /** Σ |∂rate/∂unknown| over all points that the rate loads. */
    public Expr total(Field rate, Field unknown) {
        return sum(of(rate, unknown).values().stream()
                .map(JacobianBound::magnitude)
                .toList());
    }

    /** The even part: |c₀| + Σ |c(o) + c(−o)| over pairs of opposite offsets. */
    public Expr diffusive(Field rate, Field unknown) {
        return pairs(of(rate, unknown), true);
    }

    /** The odd part: Σ |c(o) − c(−o)| over pairs of opposite offsets. */
    public Expr advective(Field rate, Field unknown) {
        return pairs(of(rate, unknown), false);
    }

    /** Σ {@link #total} over all unknowns: Gershgorin's bound from this rate's rows alone. */
    public Expr rowSum(Field rate) {
        return sum(unknowns.stream().map(unknown -> total(rate, unknown)).toList());
    }

    /** Whether a rate depends on an unknown at all. */
    public boolean couples(Field rate, Field unknown) {
        return !of(rate, unknown).isEmpty();
    }

    /**
     * Largest eigenvalue of a matrix without negative entries, as lim ‖Aᵐ‖^(1/m), from above.
     *
     * @param matrix square; not changed; NaN where an entry is NaN
     */
    public static double spectralRadius(double[][] matrix) {
        double[][] power = matrix;
        double logarithm = 0;
        double exponent = 1;
        for (int doubling = 0; doubling < 50; doubling++) {
            double norm = norm(power);
            if (norm == 0 || !Double.isFinite(norm)) {
                return norm;
            }
            // Aᵐ = exp(m · logarithm) · power with the norm of power kept at 1
            logarithm += Math.log(norm) / exponent;
            power = squareOf(power, norm);
            exponent *= 2;
        }
        return Math.exp(logarithm);
    }

    private static double norm(double[][] matrix) {
        double largest = 0;
        for (double[] row : matrix) {
            double sum = 0;
            for (double entry : row) {
                sum += entry;
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    private static double[][] squareOf(double[][] matrix, double scale) {
        int n = matrix.length;
        double[][] square = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    square[i][j] += (matrix[i][k] / scale) * (matrix[k][j] / scale);
                }
            }
        }
        return square;
    }

    private Map<Offset, Expr> of(Field rate, Field unknown) {
        Map<Load, Expr> row = partials.get(rate);
        if (row == null) {
            throw new IllegalArgumentException("no rate of " + rate.name() + " was given");
        }
        Map<Offset, Expr> entries = new LinkedHashMap<>();
        row.forEach((load, partial) -> {
            if (load.field() == unknown) {
                entries.put(load.offset(), partial);
            }
        });
        return entries;
    }

    private static Expr pairs(Map<Offset, Expr> entries, boolean even) {
        List<Expr> parts = new ArrayList<>();
        entries.forEach((offset, partial) -> {
            Offset opposite = new Offset(-offset.i(), -offset.j(), -offset.k());
            Expr other = entries.get(opposite);
            if (offset.equals(Offset.NONE)) {
                parts.add(even ? magnitude(partial) : Expr.constant(0));
            } else if (other == null) {
                parts.add(magnitude(partial));
            } else if (isFirst(offset)) {
                parts.add(magnitude(even ? partial.plus(other) : partial.minus(other)));
            }
        });
        return sum(parts);
    }

    /** Of two opposite offsets one is the first. */
    private static boolean isFirst(Offset offset) {
        int leading = offset.k() != 0 ? offset.k() : offset.j() != 0 ? offset.j() : offset.i();
        return leading > 0;
    }

    private static Expr magnitude(Expr expr) {
        return new Expr.Unary(UnaryOp.ABS, expr);
    }

    private static Expr sum(List<Expr> parts) {
        return parts.stream().reduce(Expr::plus).orElse(Expr.constant(0));
    }
}
