const modifyEsbuildConfig = (config) => ({ ...config, platform: 'node' })

/** What a program carries that bundles the package: everything exported and the embedded worker, minified, brotli. */
export default [
  {
    name: '@kymo/core',
    path: 'packages/core/dist/index.js',
    import: '*',
    // Half of it is the embedded worker, which carries uploader, sampler and media encoders a second time for bundles.
    // A resume sends what killed sessions have left from the thread that it begins on, so the uploader is in it a third time.
    // Api reads runs, rows, consoles and artifacts, of a server and of a folder.
    // Spans, and their upload by OTLP.
    limit: '175 kB',
    modifyEsbuildConfig,
  },
  {
    name: '@kymo/langchain without @kymo/core',
    path: 'packages/langchain/dist/index.js',
    import: '*',
    limit: '9 kB',
    // The layout of graphs, 16 kB, is loaded by logGraph alone.
    ignore: ['@kymo/core', '@dagrejs/dagre'],
    modifyEsbuildConfig,
  },
  {
    name: '@kymo/transformers without @kymo/core',
    path: 'packages/transformers/dist/index.js',
    import: '*',
    limit: '8 kB',
    ignore: ['@kymo/core'],
    modifyEsbuildConfig,
  },
  {
    name: '@kymo/tfjs without @kymo/core',
    path: 'packages/tfjs/dist/index.js',
    import: '*',
    // Checkpoints, evaluation and watched optimizers; the callback alone is half of it.
    limit: '14 kB',
    ignore: ['@kymo/core'],
    modifyEsbuildConfig,
  },
  {
    name: '@kymo/onnx without @kymo/core',
    path: 'packages/onnx/dist/index.js',
    import: '*',
    // A third of it reads models and profiles.
    limit: '12 kB',
    ignore: ['@kymo/core'],
    modifyEsbuildConfig,
  },
]
