package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A case as its file describes it: checked for shape, numbers worked out, expressions still text.
 *
 * @param name file name without its ending
 * @param parameters in the order of the file
 * @param expressions named quantities, in the order of the file
 */
public record CaseFile(
        String name,
        String title,
        GridSpec grid,
        Map<String, Parameter> parameters,
        Map<String, CaseText> expressions,
        ModelSpec model,
        SolverSpec solver,
        OutputSpec output,
        CheckpointSpec checkpoint,
        CaseOrigin origin) {
    /** A named number and the place of its name. */
    record Parameter(double value, CaseSource.Position position) {}

    /**
     * Reads and checks a case file.
     *
     * @param overrides {@code a.b=value}: changes made before the check
     * @throws InputException the file or a change cannot be used; the message has file, line and column
     */
    public static CaseFile read(Path file, List<String> overrides) {
        return parse(CaseReader.load(file), overrides);
    }

    /**
     * Checks the text of a case file.
     *
     * @param file what messages call it
     */
    public static CaseFile parse(String file, String text, List<String> overrides) {
        return parse(new CaseSource(file, text), overrides);
    }

    /** The same, for runs that are only compared. */
    CaseFile withoutCheckpoints() {
        return new CaseFile(
                name, title, grid, parameters, expressions, model, solver, output, CheckpointSpec.of(null), origin);
    }

    static CaseFile parse(CaseSource source, List<String> overrides) {
        CaseOrigin origin = CaseOrigin.of(source, overrides);
        CaseValidator.check(origin.root());
        return new CaseFileBuilder(source, origin).build();
    }
}
