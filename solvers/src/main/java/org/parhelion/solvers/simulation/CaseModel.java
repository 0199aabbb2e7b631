package org.parhelion.solvers.simulation;

import java.util.List;
import java.util.Map;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mpi.Communicator;

/** A case on its ranks: grid, fields with their boundaries, and the expressions parsed. Nothing is computed yet. */
sealed interface CaseModel permits EvolutionModel, EllipticModel {
    CaseFile file();

    CartesianGrid grid();

    /** All of them, in the order of the case. */
    List<Field> fields();

    /** Fields and named expressions by name, as outputs may name them. */
    Map<String, Expr> quantities();

    /** Where the fields' values lie. */
    default Location location() {
        return fields().get(0).location();
    }

    /** @throws InputException an expression or the grid makes no sense, or there are more ranks than cells */
    static CaseModel build(CaseFile file, Communicator world) {
        ModelBuilder builder = new ModelBuilder(file, world);
        return file.model() instanceof EllipticSpec spec
                ? EllipticModel.build(builder, spec)
                : EvolutionModel.build(builder, (EvolutionSpec) file.model());
    }
}
