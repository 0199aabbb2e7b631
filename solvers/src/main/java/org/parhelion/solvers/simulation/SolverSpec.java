package org.parhelion.solvers.simulation;

import java.util.Optional;
import java.util.OptionalInt;
import org.parhelion.solvers.simulation.CaseSource.Position;
import org.parhelion.solvers.simulation.SchemaType.Numeric.Bound;

/**
 * How a case has its linear systems solved; the words are those of {@link SolverSchema}.
 *
 * @param restart steps after which GMRES starts anew, or nothing for its own choice
 * @param methodPosition for messages about the method
 * @param preconditionerPosition for messages about the preconditioner
 */
record SolverSpec(
        String method,
        String preconditioner,
        double tolerance,
        int maxIterations,
        OptionalInt restart,
        boolean isFast,
        String cycle,
        String smoother,
        Position methodPosition,
        Position preconditionerPosition) {

    /**
     * Reads the section.
     *
     * @param section null if the case has none
     * @param otherwise the place that messages name then
     */
    static SolverSpec of(CaseNode.Mapping section, Position otherwise, CaseNumbers numbers) {
        CaseNode.Mapping given = section == null ? new CaseNode.Mapping(java.util.Map.of(), otherwise) : section;
        Optional<String> restart = word(given, "restart");
        SolverSpec spec = new SolverSpec(
                word(given, "method").orElse("auto"),
                word(given, "preconditioner").orElse("auto"),
                given.get("tolerance") == null
                        ? 1e-8
                        : numbers.value("solver.tolerance", given.get("tolerance"), Bound.POSITIVE),
                word(given, "max_iterations").map(Integer::valueOf).orElse(10_000),
                restart.isPresent() ? OptionalInt.of(Integer.parseInt(restart.get())) : OptionalInt.empty(),
                word(given, "reductions").map("fast"::equals).orElse(false),
                word(given, "cycle").orElse("v"),
                word(given, "smoother").orElse("auto"),
                place(given, "method"),
                place(given, "preconditioner"));
        spec.refuseWhatIsNotUsed(given);
        return spec;
    }

    private void refuseWhatIsNotUsed(CaseNode.Mapping given) {
        boolean byMultigrid = method.equals("multigrid");
        if (restart.isPresent() && !method.equals("gmres")) {
            throw key(given, "restart").refuse("solver.restart is for method gmres; the method here is " + method);
        }
        if (byMultigrid && !preconditioner.equals("auto") && !preconditioner.equals("none")) {
            throw preconditionerPosition.refuse("solver.preconditioner: method multigrid takes none; for multigrid as"
                    + " preconditioner write {method: cg, preconditioner: multigrid}");
        }
        boolean cycles = byMultigrid || preconditioner.equals("multigrid") || preconditioner.equals("auto");
        for (String word : new String[] {"cycle", "smoother"}) {
            if (!cycles && given.get(word) != null) {
                throw key(given, word)
                        .refuse("solver." + word + " is for multigrid; the preconditioner here is " + preconditioner);
            }
        }
    }

    private static Position key(CaseNode.Mapping section, String name) {
        return section.entries().get(name).key();
    }

    private static Position place(CaseNode.Mapping section, String name) {
        CaseNode node = section.get(name);
        return node == null ? section.position() : node.position();
    }

    private static Optional<String> word(CaseNode.Mapping section, String name) {
        return Optional.ofNullable((CaseNode.Scalar) section.get(name)).map(CaseNode.Scalar::text);
    }
}
