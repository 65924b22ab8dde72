// The peer of P5: the same pictures, narrations and texts as a Remotion composition.
import React from 'react';
import {
  AbsoluteFill, Audio, Composition, Img, Series, interpolate, registerRoot, staticFile, useCurrentFrame,
} from 'remotion';

const AT_ONCE = 5;

const Captions = ({text, frames}) => {
  const words = text.split(' ');
  const spoken = Math.floor((useCurrentFrame() / frames) * words.length);
  const first = spoken - (spoken % AT_ONCE);
  return (
    <div style={{position: 'absolute', bottom: 90, width: '100%', textAlign: 'center',
      font: 'bold 60px sans-serif', color: 'white', textShadow: '0 0 8px black'}}>
      {words.slice(first, first + AT_ONCE).map((word, i) => (
        <span key={i} style={{color: first + i === spoken ? '#ffd54a' : 'white'}}>{word} </span>
      ))}
    </div>
  );
};

const Scene = ({picture, speech, text, frames}) => {
  const scale = interpolate(useCurrentFrame(), [0, frames], [1, 1.15]);
  return (
    <AbsoluteFill style={{backgroundColor: 'black'}}>
      <Img src={staticFile(picture)}
        style={{width: '100%', height: '100%', objectFit: 'cover', transform: `scale(${scale})`}} />
      <Audio src={staticFile(speech)} />
      <Captions text={text} frames={frames} />
    </AbsoluteFill>
  );
};

const Film = ({scenes}) => (
  <Series>
    {scenes.map((scene, i) => (
      <Series.Sequence key={i} durationInFrames={scene.frames}><Scene {...scene} /></Series.Sequence>
    ))}
  </Series>
);

registerRoot(() => (
  <Composition id="film" component={Film} fps={30} width={1920} height={1080} durationInFrames={1}
    defaultProps={{scenes: []}}
    calculateMetadata={({props}) => ({
      durationInFrames: props.scenes.reduce((sum, scene) => sum + scene.frames, 0),
    })} />
));
