/**
 * Native linear algebra and facts about the machine.
 *
 * <pre>{@code
 * MachineFacts facts = MachineFacts.read();
 * System.out.println(facts.processor().model() + ", " + facts.processor().simd());
 * }</pre>
 */
package org.parhelion.blas;
