package org.parhelion.mesh.stencil;

import java.lang.reflect.Proxy;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.GridBuilder;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.PointFunction;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.profile.Profile;

/** Expressions evaluated on one rank by the interpreter, on fields whose ghosts are filled from a function. */
final class Points {
    private static final int HALO = 4;

    private Points() {}

    static GridBuilder builder() {
        return CartesianGrid.builder((Communicator) Proxy.newProxyInstance(
                Points.class.getClassLoader(), new Class<?>[] {Communicator.class}, (proxy, method, args) -> {
                    return switch (method.getName()) {
                        case "rank" -> 0;
                        case "size" -> 1;
                        case "profile" -> Profile.off();
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                }));
    }

    /** 10 × 7 × 5 cells of lengths 1, 2, 3. */
    static CartesianGrid anisotropic() {
        return builder().cells(10, 7, 5).extent(1, 2, 3).build();
    }

    /** A field that has the function's value at every point, ghosts included. */
    static Field field(CartesianGrid grid, String name, PointFunction function) {
        Field field = grid.field(name);
        field.widenHalo(HALO);
        IndexBox box = field.stored();
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    field.data()[field.index(i, j, k)] = function.at(x(grid, i), y(grid, j), z(grid, k));
                }
            }
        }
        return field;
    }

    static double x(CartesianGrid grid, int i) {
        return grid.coordinate(Axis.X, Location.CELL, i);
    }

    static double y(CartesianGrid grid, int j) {
        return grid.coordinate(Axis.Y, Location.CELL, j);
    }

    static double z(CartesianGrid grid, int k) {
        return grid.coordinate(Axis.Z, Location.CELL, k);
    }

    static Program program(CartesianGrid grid, Term value) {
        return Lowering.lower(
                grid, Location.CELL, List.of(new Assignment(grid.field("result"), value.expr())), List.of());
    }

    /** The value of an expression at one cell. */
    static double at(CartesianGrid grid, Term value, int i, int j, int k) {
        Field result = grid.field("result");
        Program program = Lowering.lower(grid, Location.CELL, List.of(new Assignment(result, value.expr())), List.of());
        ProgramInterpreter.run(program, grid, Location.CELL, new IndexBox(i, i + 1, j, j + 1, k, k + 1));
        return result.data()[result.index(i, j, k)];
    }

    /** Largest difference of an expression from a function, over all cells. */
    static double largestError(CartesianGrid grid, Term value, PointFunction exact) {
        Field result = grid.field("result");
        Program program = Lowering.lower(grid, Location.CELL, List.of(new Assignment(result, value.expr())), List.of());
        IndexBox box = result.owned();
        ProgramInterpreter.run(program, grid, Location.CELL, box);
        double error = 0;
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    double expected = exact.at(x(grid, i), y(grid, j), z(grid, k));
                    error = Math.max(error, Math.abs(result.data()[result.index(i, j, k)] - expected));
                }
            }
        }
        return error;
    }

    /** Number of operations of a program that are carried out at every point. */
    static long operations(Program program) {
        return program.instructions().stream()
                .filter(instruction -> instruction.op().operands() > 0)
                .count();
    }
}
