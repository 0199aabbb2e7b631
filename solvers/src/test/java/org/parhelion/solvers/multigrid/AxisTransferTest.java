package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.GridBuilder;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class AxisTransferTest {
    private static AxisLine line(Communicator world, int cells, Location location, Boundary boundary) {
        GridBuilder builder = CartesianGrid.builder(world).cells(cells).extent(cells);
        if (boundary == null) {
            builder.periodic(Axis.X);
        }
        Field u = builder.build().field("u", location);
        return AxisLine.of(boundary == null ? u : u.boundary(boundary), Axis.X);
    }

    /** −u″ with unit spacing. */
    private static AxisOperator operator(AxisLine line) {
        double[] one = new double[line.points()];
        Arrays.fill(one, 1);
        return AxisOperator.of(line, one, one, new double[one.length]);
    }

    private static AxisTransfer transfer(AxisOperator operator) {
        AxisTransfer transfer = AxisTransfer.pairs(operator.line());
        return transfer.withRestriction(
                operator.weight(), operator.coarsened(transfer).weight());
    }

    @RankTest(1)
    void nodesHaveFullWeightingAndCellsItsFourPoints(Communicator world) {
        AxisTransfer nodes = transfer(operator(line(world, 16, Location.NODE, Boundary.dirichlet(0))));
        assertArrayEquals(new double[] {0.25, 0.5, 0.25}, nodes.fineWeights(3), 1e-15);
        assertEquals(5, nodes.firstFine(3));
        AxisTransfer cells = transfer(operator(line(world, 16, Location.CELL, Boundary.dirichlet(0))));
        assertArrayEquals(new double[] {0.125, 0.375, 0.375, 0.125}, cells.fineWeights(3), 1e-15);
        assertEquals(5, cells.firstFine(3));
        // next to a wall at 0 the ghost is −u: ¾ − ¼
        assertArrayEquals(new double[] {0.25, 0.375, 0.125}, cells.fineWeights(0), 1e-15);
    }

    @RankTest(1)
    void onEvenGridsTheCoarseOperatorIsTheDiscretisationThere(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (Boundary boundary : new Boundary[] {
                Boundary.dirichlet(0), Boundary.neumann(0), Boundary.robin(2, 3, 0), Boundary.antisymmetry(), null
            }) {
                AxisOperator fine = operator(line(world, 16, location, boundary));
                AxisOperator coarse = fine.coarsened(transfer(fine));
                AxisLine line = coarse.line();
                double[] quarter = new double[line.points()];
                Arrays.fill(quarter, 0.25);
                AxisOperator direct = AxisOperator.of(line, quarter, quarter, new double[quarter.length]);
                // the share of a point on a Robin wall may differ, and its row with it
                for (int p = line.first(); p < line.end(); p++) {
                    double share = coarse.weight()[p];
                    double itsShare = direct.weight()[p];
                    assertEquals(itsShare * direct.low(p), share * coarse.low(p), 1e-14, location + " " + boundary);
                    assertEquals(itsShare * direct.high(p), share * coarse.high(p), 1e-14);
                    assertEquals(itsShare * direct.centre(p), share * coarse.centre(p), 1e-14);
                }
            }
        }
    }

    @RankTest(1)
    void constantsAreKeptOnAnySizeAndSharesAddUp(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (Boundary boundary : new Boundary[] {Boundary.neumann(0), null}) {
                for (int cells = 2; cells < 40; cells++) {
                    AxisLine line = line(world, cells, location, boundary);
                    if (!AxisTransfer.canCoarsen(line)) {
                        continue;
                    }
                    AxisOperator fine = operator(line);
                    AxisTransfer transfer = transfer(fine);
                    AxisOperator coarse = fine.coarsened(transfer);
                    for (int p = line.first(); p < line.end(); p++) {
                        assertEquals(1, transfer.weightBelow(p) + transfer.weightAbove(p), 1e-14);
                    }
                    double total = 0;
                    for (int p = 0; p < coarse.line().points(); p++) {
                        assertEquals(coarse.low(p) + coarse.high(p), coarse.centre(p), 1e-14);
                        total += coarse.weight()[p];
                    }
                    assertEquals(cells, total, 1e-11);
                    assertTrue(coarse.keepsConstants());
                }
            }
        }
    }

    @RankTest(1)
    void anOddGridLeavesTheWiderEndUnpairedSoThatWidthsStayAlike(Communicator world) {
        AxisLine line = line(world, 101, Location.CELL, Boundary.dirichlet(0));
        while (AxisTransfer.canCoarsen(line)) {
            line = AxisTransfer.pairs(line).coarse();
            double narrow = Double.POSITIVE_INFINITY;
            double wide = 0;
            for (int cell = 0; cell < line.cells(); cell++) {
                narrow = Math.min(narrow, line.width(cell));
                wide = Math.max(wide, line.width(cell));
            }
            assertTrue(wide <= 3 * narrow, line.cells() + " cells from " + narrow + " to " + wide);
        }
        assertEquals(1, line.cells());
    }

    @RankTest(1)
    void aConductorThatIsPoorInOnePlaceStaysPoor(Communicator world) {
        AxisLine line = line(world, 16, Location.NODE, Boundary.dirichlet(0));
        double[] low = new double[line.points()];
        double[] high = new double[line.points()];
        Arrays.fill(low, 1);
        Arrays.fill(high, 1);
        high[6] = 1e-6;
        low[7] = 1e-6;
        AxisOperator fine = AxisOperator.of(line, low, high, new double[line.points()]);
        AxisOperator coarse = fine.coarsened(transfer(fine));
        // in series: 1 / (1 + 10⁶), over the double width
        assertEquals(0.5e-6, coarse.high(3), 1e-12);
        assertEquals(0.25, coarse.high(4), 1e-14);
    }

    @RankTest(1)
    void axesEndWhereNothingIsLeftToMerge(Communicator world) {
        assertFalse(AxisTransfer.canCoarsen(line(world, 2, Location.NODE, Boundary.dirichlet(0))));
        assertTrue(AxisTransfer.canCoarsen(line(world, 3, Location.NODE, Boundary.dirichlet(0))));
        assertTrue(AxisTransfer.canCoarsen(line(world, 2, Location.CELL, Boundary.dirichlet(0))));
        assertFalse(AxisTransfer.canCoarsen(line(world, 1, Location.CELL, Boundary.dirichlet(0))));
    }

    @RankTest(1)
    void cubicInterpolationIsExactForCubics(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (int cells : new int[] {16, 19}) {
                AxisLine line = line(world, cells, location, Boundary.dirichlet(0));
                AxisTransfer transfer = transfer(operator(line));
                AxisInterpolation cubic = AxisInterpolation.cubic(transfer);
                for (int p = line.first(); p < line.end(); p++) {
                    double sum = 0;
                    double[] weights = cubic.weights(p);
                    for (int n = 0; n < weights.length; n++) {
                        sum += weights[n] * Math.pow(transfer.coarse().coordinate(cubic.first(p) + n), 3);
                    }
                    double expected = Math.pow(line.coordinate(p), 3);
                    assertEquals(expected, sum, 1e-10 * (1 + expected));
                }
            }
        }
    }
}
