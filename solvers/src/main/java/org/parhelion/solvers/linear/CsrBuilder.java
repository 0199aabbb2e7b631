package org.parhelion.solvers.linear;

/**
 * Assembles a {@link CsrMatrix} from contributions of all ranks: any rank may add to any element, and what is added several times to
 * the same one is summed up, with the same bits whoever added what.
 *
 * <pre>{@code
 * CsrBuilder elements = CsrMatrix.builder(space, space);
 * elements.add(row, column, value);
 * CsrMatrix a = elements.build();
 * }</pre>
 */
public final class CsrBuilder {
    private final VectorSpace range;
    private final VectorSpace domain;
    private Triplets contributions = new Triplets(16);

    CsrBuilder(VectorSpace range, VectorSpace domain) {
        CsrMatrix.checkRows("range", range);
        CsrMatrix.checkRows("domain", domain);
        this.range = range;
        this.domain = domain;
    }

    /**
     * Adds a number to an element.
     *
     * @param row global number from 0, of whatever rank
     * @param column global number from 0
     * @throws IndexOutOfBoundsException the matrix has no such element
     */
    public void add(long row, long column, double value) {
        if (row < 0 || row >= range.size() || column < 0 || column >= domain.size()) {
            throw new IndexOutOfBoundsException("there is no element (" + row + ", " + column + ") in a matrix of "
                    + range.size() + " × " + domain.size() + "; rows and columns count from 0");
        }
        contributions.add(row, column, value);
    }

    /** The matrix; the builder is empty again afterwards. Collective. */
    public CsrMatrix build() {
        Triplets mine = contributions.deliver(RowPartition.of(range));
        contributions = new Triplets(16);
        return mine.assemble(range, domain);
    }
}
