package org.parhelion.solvers.simulation;

import java.util.List;

/**
 * Where a case comes from, so that it can be written down and compared.
 *
 * @param text of the file
 * @param changes made to it: {@code a.b=value}
 * @param root what both give
 */
record CaseOrigin(String text, List<String> changes, CaseNode.Mapping root) {
    CaseOrigin {
        changes = List.copyOf(changes);
    }

    /** @throws InputException the text or a change cannot be read */
    static CaseOrigin of(CaseSource source, List<String> changes) {
        return new CaseOrigin(source.text(), changes, CaseOverrides.apply(CaseReader.readCase(source), changes));
    }
}
