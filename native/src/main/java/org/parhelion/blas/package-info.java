/**
 * Linear algebra at the machine's speed, and facts about the machine.
 *
 * <pre>{@code
 * Blas.best().dgemm(Order.ROW_MAJOR, Transpose.NO, Transpose.NO, n, n, n, 1, a, 0, n, b, 0, n, 0, c, 0, n);
 * MachineFacts facts = MachineFacts.read();
 * System.out.println(facts.processor().model() + ", " + facts.processor().simd());
 * }</pre>
 */
package org.parhelion.blas;
