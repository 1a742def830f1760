/**
 * Keeps CDK Terrain from writing down with each token where it was made: Jest maps every line of such a stack to its
 * source, which takes longer than the synthesis. What is synthesised does not hold it.
 */
process.env['CDKTN_DISABLE_CREATION_STACK'] = 'true';
