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
import org.parhelion.mesh.Side;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.ExpressionException;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.time.Rate;

/**
 * A case on its ranks: grid, fields with their boundaries, and the expressions parsed. Nothing is computed yet.
 *
 * @param fields all of them, in the order of the case
 * @param initials their values at time 0
 * @param rates of those that change
 * @param quantities fields and named expressions by name, as outputs may name them
 */
record CaseModel(
        CaseFile file,
        CartesianGrid grid,
        List<Field> fields,
        List<Expr> initials,
        List<Rate> rates,
        Map<String, Expr> quantities) {

    /** @throws InputException an expression or the grid makes no sense, or there are more ranks than cells */
    static CaseModel build(CaseFile file, Communicator world) {
        return new Builder(file, world).build();
    }

    /** Builds a model, part by part. */
    private static final class Builder {
        private final CaseFile file;
        private final CartesianGrid grid;
        private final CaseSymbols everything;
        private final CaseSymbols withoutFields;
        private final List<Field> fields = new ArrayList<>();

        Builder(CaseFile file, Communicator world) {
            this.file = file;
            this.grid = grid(file.grid(), world);
            this.everything = new CaseSymbols(grid, file.order());
            this.withoutFields = new CaseSymbols(grid, file.order());
        }

        CaseModel build() {
            file.parameters().forEach((name, parameter) -> {
                everything.add(name, Expr.constant(parameter.value()), parameter.position());
                withoutFields.add(name, Expr.constant(parameter.value()), parameter.position());
            });
            for (FieldSpec spec : file.fields()) {
                Field field = grid.field(spec.name());
                fields.add(field);
                everything.add(spec.name(), field.expr(), spec.position());
            }
            file.expressions().forEach(everything::addText);
            file.expressions().forEach(withoutFields::addText);
            for (int n = 0; n < fields.size(); n++) {
                setBoundaries(fields.get(n), file.fields().get(n));
            }
            List<Expr> initials =
                    file.fields().stream().map(spec -> initial(spec)).toList();
            Map<String, Expr> quantities = new LinkedHashMap<>();
            List<Rate> rates = rates();
            fields.forEach(field -> quantities.put(field.name(), field.expr()));
            file.expressions().keySet().forEach(name -> quantities.put(name, everything.lookup(name)));
            checkOutputs(quantities);
            return new CaseModel(file, grid, fields, initials, rates, quantities);
        }

        private Expr initial(FieldSpec spec) {
            for (FieldSpec other : file.fields()) {
                if (spec.initial().text().matches("(?s).*\\b" + other.name() + "\\b.*")) {
                    throw spec.initial()
                            .refuse("an initial value cannot depend on field " + other.name()
                                    + "; write it with coordinates and parameters");
                }
            }
            return withoutFields.parse(spec.initial());
        }

        private List<Rate> rates() {
            List<Rate> rates = new ArrayList<>();
            for (int n = 0; n < fields.size(); n++) {
                Optional<CaseText> rate = file.fields().get(n).rate();
                if (rate.isPresent()) {
                    rates.add(new Rate(fields.get(n), everything.parse(rate.get())));
                }
            }
            return rates;
        }

        private void setBoundaries(Field field, FieldSpec spec) {
            for (Side side : Side.values()) {
                if (side.axis().ordinal() >= grid.dimensions() || grid.isPeriodic(side.axis())) {
                    continue;
                }
                BoundarySpec.Wall wall = file.grid().boundary().walls().get(side);
                if (spec.boundary().isPresent()) {
                    wall = spec.boundary().get().walls().getOrDefault(side, wall);
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

        private static CartesianGrid grid(GridSpec spec, Communicator world) {
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
            try {
                return builder.build();
            } catch (IllegalArgumentException badGrid) {
                throw spec.position().refuse(badGrid.getMessage());
            }
        }
    }
}
