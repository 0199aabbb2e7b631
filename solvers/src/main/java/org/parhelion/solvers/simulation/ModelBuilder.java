package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.GridBuilder;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.ExpressionException;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.simulation.CaseSource.Position;

/** What the models of all cases are built of: the grid, names, fields with their boundaries. */
final class ModelBuilder {
    private final CaseFile file;
    private final CartesianGrid grid;
    private final CaseSymbols everything;
    private final CaseSymbols withoutFields;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    ModelBuilder(CaseFile file, Communicator world) {
        this.file = file;
        SizeCheck.arrays(file.grid(), world.size());
        this.grid = grid(file, world);
        int order = file.model() instanceof EvolutionSpec spec ? spec.order() : 2;
        this.everything = new CaseSymbols(grid, order);
        this.withoutFields = new CaseSymbols(grid, order);
        file.parameters().forEach((name, parameter) -> {
            everything.add(name, Expr.constant(parameter.value()), parameter.position());
            withoutFields.add(name, Expr.constant(parameter.value()), parameter.position());
        });
    }

    CaseFile file() {
        return file;
    }

    CartesianGrid grid() {
        return grid;
    }

    /** A field that expressions know by its name; all are added before the first expression is parsed. */
    Field addField(String name, Location location, Position position) {
        Field field = grid.field(name, location);
        everything.add(name, field.expr(), position);
        fields.put(name, field);
        return field;
    }

    /** Makes the case's named expressions known, and gives the fields their boundaries. */
    void addExpressions() {
        file.expressions().forEach(everything::addText);
        file.expressions().forEach(withoutFields::addText);
    }

    /** Parses an expression that may name fields. */
    Expr parse(CaseText text) {
        return everything.parse(text);
    }

    /**
     * Parses an expression that must not name fields.
     *
     * @param what for the message: {@code an initial value}
     */
    Expr parseWithoutFields(CaseText text, String what) {
        for (String field : fields.keySet()) {
            if (text.text().matches("(?s).*\\b" + field + "\\b.*")) {
                throw text.refuse(
                        what + " cannot depend on field " + field + "; write it with coordinates and parameters");
            }
        }
        return withoutFields.parse(text);
    }

    /** @param own the sides at which the field differs from the grid's boundary */
    void setBoundaries(Field field, Optional<BoundarySpec> own) {
        for (Side side : Side.values()) {
            if (side.axis().ordinal() >= grid.dimensions() || grid.isPeriodic(side.axis())) {
                continue;
            }
            BoundarySpec.Wall wall = file.grid().boundary().walls().get(side);
            if (own.isPresent()) {
                wall = own.get().walls().getOrDefault(side, wall);
            }
            field.boundary(side, boundary(wall));
        }
    }

    private Boundary boundary(BoundarySpec.Wall wall) {
        List<Expr> values = wall.values().stream().map(withoutFields::parse).toList();
        try {
            return switch (wall.kind()) {
                case PERIODIC -> Boundary.periodic();
                case DIRICHLET -> Boundary.dirichlet(values.get(0));
                case NEUMANN -> Boundary.neumann(values.get(0));
                case ROBIN -> Boundary.robin(values.get(0), values.get(1), values.get(2));
                case SYMMETRY -> Boundary.symmetry();
                case ANTISYMMETRY -> Boundary.antisymmetry();
                case OUTFLOW -> Boundary.outflow();
            };
        } catch (ExpressionException badValue) {
            throw wall.position().refuse(badValue.problem());
        } catch (IllegalArgumentException badValue) {
            throw wall.position().refuse(badValue.getMessage());
        }
    }

    /** Fields and named expressions by name, and that the outputs name no others. */
    Map<String, Expr> quantities(Map<String, Expr> more) {
        Map<String, Expr> quantities = new LinkedHashMap<>();
        fields.forEach((name, field) -> quantities.put(name, field.expr()));
        file.expressions().keySet().forEach(name -> quantities.put(name, everything.lookup(name)));
        more.forEach(quantities::putIfAbsent);
        checkOutputs(quantities);
        return quantities;
    }

    private void checkOutputs(Map<String, Expr> quantities) {
        List<OutputSpec.Name> names = new ArrayList<>(file.output().vtk());
        file.output().pictures().forEach(picture -> names.add(picture.field()));
        for (OutputSpec.Name name : names) {
            if (!quantities.containsKey(name.text())) {
                throw name.position()
                        .refuse("there is no field or expression \"" + name.text() + "\""
                                + NearestWord.hint(name.text(), quantities.keySet()));
            }
        }
    }

    private static CartesianGrid grid(CaseFile file, Communicator world) {
        GridSpec spec = file.grid();
        GridBuilder builder = CartesianGrid.builder(world)
                .cells(spec.size().stream().mapToInt(Integer::intValue).toArray());
        for (int a = 0; a < spec.dimensions(); a++) {
            Axis axis = Axis.of(a);
            builder.extent(
                    axis, spec.extent().get(a).from(), spec.extent().get(a).to());
            if (spec.boundary().isPeriodic(axis)) {
                builder.periodic(axis);
            }
        }
        if (file.model() instanceof EvolutionSpec model
                && !model.time().scheme().isImplicit()) {
            // kernels take any order, the linear solvers only the common one
            builder.storageFollowsCuts();
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException badGrid) {
            throw spec.position().refuse(badGrid.getMessage());
        }
    }
}
