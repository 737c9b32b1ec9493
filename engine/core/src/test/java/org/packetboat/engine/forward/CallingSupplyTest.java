package org.packetboat.engine.forward;

/** {@link SiteSession}: we have called the site. */
class CallingSupplyTest extends SupplyContract {}
