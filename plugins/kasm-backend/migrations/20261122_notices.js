// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices_told', table => {
    table.comment('Deployments whose owners were told that something is wrong');
    table.string('ref', 128).primary();
    table.string('severity', 16).notNullable();
    table.text('findings').notNullable().comment('JSON: keys that were told');
    table.bigInteger('told_at').notNullable().comment('ms since 1970');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notices_told');
};
