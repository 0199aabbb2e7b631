package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Lowering.Offset;

class JacobianBoundTest {
    private static final double KAPPA = 0.3;

    private final CartesianGrid cube =
            Points.builder().cells(8, 8, 8).extent(2, 2, 2).build();
    private final Field u = Points.field(cube, "u", (x, y, z) -> 1.2 + Math.sin(3 * x + y - z));
    private final Field v = Points.field(cube, "v", (x, y, z) -> Math.cos(x * y) - z);
    private final Parameter kappa = Parameter.of("kappa", KAPPA);

    private JacobianBound bound(String rate, int accuracy) {
        return JacobianBound.of(cube, Map.of(u, symbols(accuracy).parse(rate)));
    }

    private SymbolTable symbols(int accuracy) {
        return new SymbolTable(cube, accuracy).add(u).add(v).add(kappa);
    }

    private double at(Expr expr) {
        return Points.at(cube, expr, 3, 4, 5);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void ofTheHeatEquationItIsFourKappaDOverHSquared(int dimensions) {
        int[] cells =
                java.util.stream.IntStream.generate(() -> 8).limit(dimensions).toArray();
        CartesianGrid grid = Points.builder().cells(cells).build();
        Field temperature = grid.field("T");
        JacobianBound bound =
                JacobianBound.of(grid, Map.of(temperature, new Expr.Laplacian(temperature.expr(), 2).times(kappa)));
        double expected = 4 * KAPPA * dimensions * 64;
        assertEquals(expected, Points.at(grid, bound.total(temperature, temperature), 0, 0, 0), 4e-16 * expected);
        assertEquals(expected, Points.at(grid, bound.diffusive(temperature, temperature), 0, 0, 0), 4e-16 * expected);
        assertEquals(0, Points.at(grid, bound.advective(temperature, temperature), 0, 0, 0));
    }

    @Test
    void ofCentralAdvectionItIsOddAndOfUpwindBoth() {
        double h = 0.25;
        JacobianBound central = bound("-kappa*dx(u)", 2);
        assertEquals(KAPPA / h, at(central.advective(u, u)), 1e-14);
        assertEquals(0, at(central.diffusive(u, u)));
        JacobianBound upwind = bound("-upwind_y(kappa, u)", 2);
        assertEquals(KAPPA / h, at(upwind.advective(u, u)), 1e-14);
        assertEquals(2 * KAPPA / h, at(upwind.diffusive(u, u)), 1e-14);
        assertEquals(2 * KAPPA / h, at(upwind.total(u, u)), 1e-14);
    }

    @Test
    void ofTheWaveEquationTheSpectralRadiusIsTheFastestWave() {
        Map<Field, Expr> rates = new LinkedHashMap<>();
        rates.put(u, v.expr());
        rates.put(v, symbols(2).parse("kappa^2*laplacian(u)"));
        JacobianBound bound = JacobianBound.of(cube, rates);
        double[][] blocks = {
            {at(bound.total(u, u)), at(bound.total(u, v))}, {at(bound.total(v, u)), at(bound.total(v, v))}
        };
        assertEquals(2 * KAPPA * Math.sqrt(3) / 0.25, JacobianBound.spectralRadius(blocks), 1e-12);
        assertFalse(bound.couples(u, u));
        assertTrue(bound.couples(v, u));
        assertEquals(4 * 3 * KAPPA * KAPPA / 0.0625, at(bound.rowSum(v)), 1e-12);
    }

    @Test
    void spectralRadiusIsThatOfTheMatrix() {
        assertEquals(5.372281323269014, JacobianBound.spectralRadius(new double[][] {{1, 2}, {3, 4}}), 1e-12);
        assertEquals(0, JacobianBound.spectralRadius(new double[][] {{0, 7}, {0, 0}}));
        assertEquals(3, JacobianBound.spectralRadius(new double[][] {{3, 1e6}, {0, 2}}), 1e-10);
        assertEquals(1e-200, JacobianBound.spectralRadius(new double[][] {{1e-200}}), 1e-212);
        assertTrue(Double.isNaN(JacobianBound.spectralRadius(new double[][] {{Double.NaN}})));
    }

    /** The truth: the rate's change when each value it loads is changed a little. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kappa*laplacian(u) + u*(1 - u)*(u - 0.3) | 2",
                "laplacian(u^3 - u - 0.01*laplacian(u)) | 2",
                "-dxx(u) - dxx(dxx(u)) - 0.5*dx(u)^2 | 2",
                "-dxx(u) - dxx(dxx(u)) - 0.5*dx(u)^2 | 4",
                "dx(exp(-u)*dy(u)) + dxz(u*v) | 2",
                "dy(u^2.5)/sqrt(1 + u^2) + u^v + abs(v)^u | 2",
                "sin(u) + cos(2*u) + tan(u/4) + log(2 + u) | 2",
                "asin(u/4) + acos(u/4) + atan(u) + sinh(u) + cosh(u) + tanh(u) | 2",
                "atan2(u, v) + hypot(u, 2*v) + 1/u + abs(v - u) | 2",
                "min(u, v)*max(u, 2*v) + where(u > v, u^2, v*u) + floor(3*u) + sign(u) | 2",
                "upwind_x(u, u) + upwind_z(v, u^2) | 2",
                "shift(u, 1, 0, 0)*shift(u*x, -1, 2, 0) + hx*dx(x*u) + 3^u | 2",
            })
    void itIsWhatDifferencesOfTheRateGive(String rate, int accuracy) {
        Expr expr = symbols(accuracy).parse(rate);
        compareWithDifferences(cube, u, expr);
    }

    @ParameterizedTest
    @CsvSource({
        "dx(u), 2",
        "dxx(u), 2",
        "dx(u), 4",
        "dxx(u), 4",
        "laplacian(u*dx(u)), 2",
        "dxy(u), 4",
        "'upwind_x(x - 1, u)', 2"
    })
    void itHoldsOnStretchedAxes(String rate, int accuracy) {
        CartesianGrid grid = Points.builder()
                .cells(9, 8)
                .stretched(Axis.X, s -> 2 * s + 0.1 * Math.sin(5 * s))
                .stretched(Axis.Y, s -> s * (1 + s))
                .build();
        Field w = Points.field(grid, "u", (x, y, z) -> x * y + Math.sin(x));
        compareWithDifferences(grid, w, new SymbolTable(grid, accuracy).add(w).parse(rate));
    }

    private static void compareWithDifferences(CartesianGrid grid, Field u, Expr rate) {
        int k = grid.uses(Axis.Z) ? 5 : 0;
        Field result = grid.field("result");
        Program program = Lowering.lower(grid, Location.CELL, List.of(new Assignment(result, rate)), List.of());
        Map<Offset, Double> slopes = new HashMap<>();
        for (Program.Instruction load : program.instructions()) {
            if (load.op() == PrimitiveOp.LOAD && program.fields().get(load.slot()) == u) {
                int changed = u.index(3 + load.i(), 4 + load.j(), k + load.k());
                slopes.put(new Offset(load.i(), load.j(), load.k()), slope(grid, program, result, u, changed, k));
            }
        }
        double total = 0;
        double even = 0;
        double odd = 0;
        for (Map.Entry<Offset, Double> entry : slopes.entrySet()) {
            Offset o = entry.getKey();
            Offset opposite = new Offset(-o.i(), -o.j(), -o.k());
            boolean paired = slopes.containsKey(opposite) && !o.equals(Offset.NONE);
            double there = paired ? slopes.get(opposite) : 0;
            if (o.equals(Offset.NONE)) {
                total += Math.abs(entry.getValue());
                even += Math.abs(entry.getValue());
                continue;
            }
            total += Math.abs(entry.getValue());
            even += Math.abs(entry.getValue() + there) / (paired ? 2 : 1);
            odd += Math.abs(entry.getValue() - there) / (paired ? 2 : 1);
        }
        JacobianBound bound = JacobianBound.of(grid, Map.of(u, rate));
        assertEquals(total, Points.at(grid, bound.total(u, u), 3, 4, k), 1e-6 * total);
        assertEquals(even, Points.at(grid, bound.diffusive(u, u), 3, 4, k), 1e-6 * total);
        assertEquals(odd, Points.at(grid, bound.advective(u, u), 3, 4, k), 1e-6 * total);
    }

    /** Change of the result at cell (3, 4, k) with the value of u at one place, by a central difference. */
    private static double slope(CartesianGrid grid, Program program, Field result, Field u, int changed, int k) {
        double step = 1e-5;
        double before = u.data()[changed];
        double[] values = new double[2];
        for (int side = 0; side < 2; side++) {
            u.data()[changed] = before + (2 * side - 1) * step;
            ProgramInterpreter.run(program, grid, Location.CELL, new IndexBox(3, 4, 4, 5, k, k + 1));
            values[side] = result.data()[result.index(3, 4, k)];
        }
        u.data()[changed] = before;
        return (values[1] - values[0]) / (2 * step);
    }
}
