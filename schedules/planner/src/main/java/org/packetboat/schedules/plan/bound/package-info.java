/** Proofs: no plan can end earlier, or serve everybody. */
package org.packetboat.schedules.plan.bound;
